"""Pages of business projects and of their committee."""
