"""The page that verifies a departure clearance, and what it reads: keys, status lists, context. Works with the network cut."""
