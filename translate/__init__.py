"""How a document crosses between French and English: formats, engine, terminology, checks."""

__version__ = "0.1.0"
