"""Loading the partners that the product carries (domain.md B.2), never over what was changed here."""

import csv
from importlib import resources

from django.db import transaction
from django.utils import timezone

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, system
from baarasira.reference.enums import Origin

from .details import OrganisationDetails
from .models import Organisation
from .policies import ORGANISATIONS


def carried_organisations() -> dict[str, OrganisationDetails]:
    """Return the partners of `data/organisations.csv` by their code; an empty country is an organisation of many."""
    text = resources.files("baarasira.cooperation").joinpath("data", "organisations.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row.pop("code"): OrganisationDetails(**row).tidy() for row in rows}


@transaction.atomic
def load_organisations(*, actor: Actor | None = None) -> int:
    """Add the partners the product carries and bring up to date those it wrote; return how many rows were written.

    A row someone corrected here is never touched. Without an actor the system itself acts, now. Raises NotAllowed.
    """
    actor = actor or system(timezone.now(), "command")
    ORGANISATIONS.require(actor, "load")
    held = {row.code: row for row in Organisation.objects.exclude(code="")}
    written = 0
    for code, details in carried_organisations().items():
        row = held.get(code)
        if row is None:
            fresh = Organisation(code=code, origin=Origin.PRODUCT, **details.values())
            writing.create(fresh, "organisation.record", actor=actor)
            written += 1
        elif row.origin == Origin.PRODUCT:
            carried = {name: value for name, value in details.values().items() if value not in ("", None)}
            written += writing.edit(row, "organisation.edit", actor=actor, values=carried)
    return written
