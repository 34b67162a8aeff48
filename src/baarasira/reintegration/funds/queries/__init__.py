"""Reads of the money of reintegration."""
