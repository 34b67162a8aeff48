"""Reads of the room: sessions and people an actor may see, attendance, what is due after a course, figures."""
