"""Dual apprenticeship: masters and their phones, intakes, contracts, the logbook, visits, allowances, the examination."""
