"""Reads of selections: panels and the state of their marks, runs, the reserve, appeals."""
