"""Which room hears of what another did."""


def wire() -> None:
    """Connect the events of the rooms to their handlers (called once, when every room is loaded)."""
