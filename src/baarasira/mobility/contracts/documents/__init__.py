"""Printed papers of contracts: the visa or its refusal, in French and in the language of the country of work."""
