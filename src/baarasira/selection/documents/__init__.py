"""Printed papers of a selection."""
