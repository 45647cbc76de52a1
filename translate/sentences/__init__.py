"""From text to sentences, and a sentence into the form an engine reads."""
