"""Grammar around a placed term, and the values in which a change is told."""
