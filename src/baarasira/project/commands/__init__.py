"""The verbs of the `baarasira` command, one module each."""
