"""Return and reintegration: cases and their plans, visits, business projects, money, placements in companies."""
