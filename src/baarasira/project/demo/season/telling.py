"""The order of the season's story."""

from datetime import datetime

from baarasira.kernel.actor import system

from ..service import Service
from . import abroad, by_hand, campaign, contracts, leaving, selection, troubles
from .cast import Cast


def make_season(now: datetime, address: str) -> int:
    """Tell a season from its campaign to its returns; return how many were chosen. `address`: what the codes of cards open."""
    cast = Cast(Service(now))
    campaign.open_campaign(cast)
    campaign.register(cast)
    selection.choose(cast)
    leaving.see_doctor(cast)
    leaving.authorise(cast)
    contracts.sign_all(cast)
    leaving.ask_visas(cast)
    leaving.teach(cast)
    leaving.clear(cast, address)
    leaving.depart(cast)
    abroad.arrive(cast)
    abroad.follow(cast)
    troubles.report(cast)
    abroad.come_home(cast)
    contracts.review_the_last(cast)
    by_hand.fill_forms(cast, address)
    _tick(now)
    return len(cast.chosen)


def _tick(now: datetime) -> None:
    """Let the clock find what is late, as the worker would in its first minutes."""
    from baarasira.mobility.journeys import actions as journeys

    journeys.tick(actor=system(now))
