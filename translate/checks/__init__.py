"""The second pair of eyes: checks of any translation, whoever made it."""
