"""French as a reader reads it, whatever its spaces are."""


def plain(text: object) -> str:
    """Return a sentence with the space of the keyboard in place of the no-break ones (``unbroken`` has its own tests)."""
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")
