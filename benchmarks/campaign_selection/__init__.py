"""The time a campaign takes from the closing of its list to the published lists."""
