"""The guarantee: required terms appear, protected spans survive."""
