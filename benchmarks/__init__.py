"""What we claim about terms, speed and quality, and the programs that measure it."""
