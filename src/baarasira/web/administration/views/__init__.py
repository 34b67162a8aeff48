"""Pages of the administration: accounts, resets, settings, structures."""
