"""Figures of training: what directors see, trades asked for and taught, what R12 to R15 count of it."""
