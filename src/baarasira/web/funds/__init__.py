"""Pages of the money of reintegration: funds, grants, tranches, payments, statements."""
