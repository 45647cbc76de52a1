"""What a word must be: the term base, its forms, and how it is found in text.

This package has no idea that machine translation exists; ``translate`` imports it, never the
reverse.
"""
