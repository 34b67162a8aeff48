"""Pages of certificates of training."""
