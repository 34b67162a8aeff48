"""Events that this room emits, with their details."""

SIGNALLED = "case.signal"
"""A return became known: the first contact falls due. `details`: `due` (date)."""

SENT = "case_referral.send"
"""A file was referred to a partner: its users are told. `details`: `body` (id of PartnerBody)."""

ANSWERED = "case_referral.answer"
"""A partner answered, reported or handed back: whoever has the case in hand is told. `details`: `state`."""

PLANNED = "case.plan"
"""A plan was signed: the rooms above schedule what follows. `details`: `axis`."""

STARTED = "case.start"
"""The activity, the placement or the support began. `details`: `on` (date)."""

CLOSED = "case.close"
"""A case ended. `details`: `closing`."""

REOPENED = "case.reopen"
"""A closed case goes on: the person came back, or was found again."""
