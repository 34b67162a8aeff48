"""Baarasira, the road to work: software of a public employment service."""

__version__ = "0.1.0"
