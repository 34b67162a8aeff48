"""Training of the demonstration, invented: each part tells its own story."""
