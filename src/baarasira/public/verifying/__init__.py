"""The page that verifies a departure clearance or a certificate of training, and what it reads: keys, status lists, context. Works with the network cut."""
