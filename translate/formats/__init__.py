"""Adapters between files and documents."""
