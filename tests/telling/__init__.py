"""The long stories of campaigns: who plays in them, and what anybody may check."""
