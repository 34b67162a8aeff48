"""Which pictures there are: for tasks, for the signs of people, for the code a master taps. They are drawn by the pages."""

TASK_PICTURES = (
    "tools", "wheel", "oil", "plug", "battery", "brake", "belt", "engine", "chain", "car", "motorbike", "mask", "ruler", "saw",
    "grinder", "weld", "torch", "door", "grid", "power_off", "wire", "socket", "bulb", "switch", "panel", "meter", "solar",
    "tape", "needle", "button", "iron", "machine", "scissors", "boubou", "customer", "coins", "tally", "comb", "fridge", "ring",
    "circuit", "pot", "trowel",
)  # fmt: skip
"""Of tasks and trades: a centre that enters a task chooses one."""

SIGNS = ("fish", "bird", "tree", "sun", "moon", "house", "drum", "flower", "boat")
"""By which a master knows themselves and their apprentices, and of which three, in an order, open their phone."""

CODE_LENGTH = 3
