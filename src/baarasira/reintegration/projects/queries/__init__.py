"""Reads of business projects and of the committee."""
