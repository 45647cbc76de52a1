"""Readers and writers of term bases: ``read(file) -> Glossary`` and ``write(file, glossary)``."""
