"""Keeps partners honest about what they promised."""

__version__ = "0.1.0"
