"""Translation memory: what people have translated comes back, and says where it comes from."""
