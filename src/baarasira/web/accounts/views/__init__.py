"""Pages of a person's own account: `door` lets in and out, `second_factor`, `links` and `own` do the rest."""
