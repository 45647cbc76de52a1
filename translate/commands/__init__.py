"""The commands of ``sahel``, one module each; imported when called."""
