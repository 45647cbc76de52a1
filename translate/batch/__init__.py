"""Directories: only what changed, nothing half-written, nothing lost."""
