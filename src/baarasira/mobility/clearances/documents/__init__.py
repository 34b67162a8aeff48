"""Printed papers of clearances: the paper and the card with their code, the numbered forms left blank."""
