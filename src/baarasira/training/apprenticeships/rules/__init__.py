"""What the room's rules say, apart from any act."""
