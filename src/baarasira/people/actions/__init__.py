"""The writes of the person's file."""

from .registering import register_person

__all__ = ["register_person"]
