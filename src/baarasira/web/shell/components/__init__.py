"""The components of the pages, registered as template tags by ``{% load ui %}``."""

from . import actions, around, figures, files, filters, forms, layout, lists, road, text
from .core import register

__all__ = ["actions", "around", "figures", "files", "filters", "forms", "layout", "lists", "register", "road", "text"]
