"""Loading what the product carries into the tables an administrator may change."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from baarasira.kernel.actor import Actor, system

from .actions import DestinationValue, write_destination
from .codelist import read_carried
from .enums import Origin
from .models import DestinationParameter
from .policies import PARAMETERS


@dataclass(slots=True)
class LoadReport:
    """How many carried rows were added, brought up to date, left as they were, or kept because they were changed here."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0


@transaction.atomic
def load_reference(*, actor: Actor | None = None) -> LoadReport:
    """Load the destination parameters the product carries; call it again after every upgrade.

    A row an administrator entered or corrected is never touched; one the product wrote follows the product's file.
    Without an actor the system itself acts, now. Raises NotAllowed.
    """
    actor = actor or system(timezone.now(), "command")
    PARAMETERS.require(actor, "set")
    report = LoadReport()
    held = {
        (row.country, row.kind, row.scope, row.period, row.valid_from): row
        for row in DestinationParameter.objects.all()
    }
    for value in carried_destination_values():
        row = held.get((value.country, value.kind, value.scope, value.period, value.valid_from))
        if row is None:
            write_destination(actor, value, Origin.PRODUCT)
            report.added += 1
        elif row.origin == Origin.ADMINISTRATOR:
            report.kept += 1
        elif all(getattr(row, name) == wanted for name, wanted in value.content.items()):
            report.unchanged += 1
        else:
            write_destination(actor, value, Origin.PRODUCT)
            report.updated += 1
    return report


def carried_destination_values() -> list[DestinationValue]:
    """Return the rows of `data/destination_parameters.csv`."""
    return [
        DestinationValue(
            country=row["country"],
            kind=row["kind"],
            scope=row["scope"],
            amount=Decimal(row["amount"]),
            unit=row["unit"],
            words=row["words"],
            currency=row["currency"],
            period=row["period"],
            payments_per_year=int(row["payments_per_year"]) if row["payments_per_year"] else None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            legal_reference=row["legal_reference"],
            source_url=row["source_url"],
            certainty=row["certainty"],
            note=row["note"],
        )
        for row in read_carried("destination_parameters.csv")
    ]
