"""The typography of the target language, and the numbers of both sides."""
