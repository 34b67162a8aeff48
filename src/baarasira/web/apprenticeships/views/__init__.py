"""The views of apprenticeship."""
