"""Reads of the room: every one starts from what the actor may see."""
