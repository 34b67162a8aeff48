"""``{% load ui %}``: every component and filter of the pages (see ``baarasira.web.shell.components``)."""

from baarasira.web.shell.components import register

__all__ = ["register"]
