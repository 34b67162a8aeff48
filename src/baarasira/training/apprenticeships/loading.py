"""Loading the trades the product carries, never over what was changed here."""

import tomllib
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils import timezone

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, system
from baarasira.reference.enums import Origin

from .models import Task, Trade
from .policies import TRADES


def carried_trades() -> dict[str, dict[str, Any]]:
    """Return the trades of `data/trades.toml` by their key."""
    file = resources.files("baarasira.training.apprenticeships").joinpath("data", "trades.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@transaction.atomic
def load_trades(*, actor: Actor | None = None) -> int:
    """Add the trades and tasks the product carries; return how many rows were written.

    What is there already is left as it is: a centre may have corrected it. Without an actor the system itself acts, now.
    Raises NotAllowed.
    """
    actor = actor or system(timezone.now(), "command")
    TRADES.require(actor, "load")
    held = {row.key: row for row in Trade.objects.all()}
    known = set(Task.objects.values_list("trade_id", "code"))
    written = 0
    for key, said in carried_trades().items():
        trade = held.get(key)
        if trade is None:
            values = {name: said[name] for name in ("title", "pictogram", "occupation")}
            trade = Trade(key=key, origin=Origin.PRODUCT, skills=said.get("skills", []), **values)
            writing.create(trade, "apprentice_trade.load", actor=actor)
            written += 1
        if trade.origin != Origin.PRODUCT:
            continue
        for place, (code, year, pictogram, title) in enumerate(said["tasks"]):
            if (trade.pk, code) not in known:
                task = Task(trade=trade, code=code, year=year, pictogram=pictogram, title=title, place=place)
                writing.create(task, "apprentice_task.load", actor=actor)
                written += 1
    return written
