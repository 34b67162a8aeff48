"""Reads of the room; every list starts from what the actor may see."""
