"""What may be done with apprenticeships. Every write of the room goes through here."""
