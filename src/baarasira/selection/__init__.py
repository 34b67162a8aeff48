"""Who is chosen: what is printed of a selection."""
