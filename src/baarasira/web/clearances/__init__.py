"""Pages of departure clearances and of the forms filled in by hand."""
