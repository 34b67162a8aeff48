"""The events an agreement emits, inside the transaction of the act (kernel.events; wired in project/wiring.py).

`object_id` is the agreement; `details` as each name says. A room above freezes on SUSPENDED and DENOUNCED every file not
yet departed, and puts all of it back on LIFTED.
"""

ENTERED = "agreement.enter"
"""Now in force. No details."""

SUSPENDED = "agreement.suspend"
"""`suspension`: UUID of the Suspension; `reason`: words for the person and the agent; `reference`: the decision."""

LIFTED = "agreement.lift"
"""`suspension`: UUID of the Suspension that ends here; `reason`; `reference`."""

RENEWED = "agreement.renew"
"""`ends_on`: the new last day, None without an end. The state did not change, or went from expired back to in force."""

DENOUNCED = "agreement.denounce"
"""`reason`; `reference`."""

EXPIRED = "agreement.expire"
"""`ended_on`: the last day in force."""
