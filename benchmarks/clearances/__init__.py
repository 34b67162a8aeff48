"""Clearances by the thousand: signing, drawing codes, laying out papers beside WeasyPrint, verifying."""
