"""What the rooms of training feed into the indicators of reintegration and training: the cost of R12, R14 and R15."""

from baarasira.kernel.actor import Scope
from baarasira.training.apprenticeships.queries import figures as apprenticeships

from ..indicators import Figure, Unit
from ..returns.indicators import feed
from ..scopes import Period
from .completions import cost_per_completer


def apprentices(scope: Scope, period: Period) -> list[Figure]:
    """R14: apprentices enrolled, completed, certified; of those asked after six months, at work; of these, on their own account.

    The share of women is of the certified; the months are from the certificate to the first job of those at work.
    """
    counted = apprenticeships.apprentices(scope, period.first, period.last)
    return [
        Figure("R14.enrolled", counted.enrolled, Unit.COUNT, counted.enrolled),
        Figure("R14.completed", counted.completed, Unit.COUNT, counted.completed),
        Figure("R14.certified", counted.certified, Unit.COUNT, counted.certified),
        _share("R14.women", counted.certified_women, counted.certified),
        _share("R14.inserted", counted.inserted, counted.answered),
        _share("R14.own", counted.self_employed, counted.inserted),
        Figure("R14.months", counted.months_to_job, Unit.SCORE, counted.inserted),
    ]


def master_visits(scope: Scope, period: Period) -> list[Figure]:
    """R15: visits to the workshops due in the period, made over planned."""
    counted = apprenticeships.workshop_visits(scope, period.first, period.last)
    return [_share("R15", counted.done, counted.planned)]


def _share(code: str, over: int, under: int) -> Figure:
    return Figure(code, over / under if under else None, Unit.SHARE, over, under)


def feed_all() -> None:
    """Let the rooms of training count what was awaited; called once when the service starts."""
    feed("R12.cost", cost_per_completer)
    feed("R14", apprentices)
    feed("R15", master_visits)
