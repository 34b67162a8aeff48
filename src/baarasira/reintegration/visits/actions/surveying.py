"""The survey of reintegration: begun with the person's consent, answered question by question, taken up where it stopped."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.parameters import SURVEY_BANDS
from baarasira.reference.queries import value

from ...cases.actions import doors
from ...cases.actions.referring import start_screening
from ...cases.enums import CaseState, ReferralNeed
from ...cases.models import Case
from ..enums import Dimension, Mode, SurveyState, Wave
from ..models import Survey, SurveyWeights
from ..policies import SURVEYS
from ..survey import Weights, items, next_item, readable, scores_of, triage_of
from ..transitions import SURVEY

WANTS_SUPPORT = ("28", "yes")
"""The question whose answer starts a psychosocial referral at once (C.4)."""


@transaction.atomic
def begin(*, actor: Actor, case_id: UUID, wave: str, mode: str, language: str, consented: bool) -> Survey:
    """Begin a survey, or return the one that was interrupted. Raises NotAllowed, RuleRefused without consent."""
    door(f"survey:{case_id}")
    case = Case.objects.select_related("person", "owner").get(pk=case_id)
    SURVEYS.require(actor, "ask", case.owner_id)
    if (open_one := case.surveys.filter(state=SurveyState.OPEN).first()) is not None:
        return open_one
    if case.state in {CaseState.SIGNALLED, CaseState.CLOSED}:
        raise doors.refused("survey_state", _("The survey is asked between the intake and the closing."))
    if not consented:
        raise doors.refused("survey_consent", _("Nobody is asked without their consent."), "consented", "loi 2013-015")
    if language not in LANGUAGES:
        raise doors.refused("survey_language", _("Choose the language in which it is asked."), "language")
    row = Survey(
        case=case,
        wave=Wave(wave),
        begun_on=actor.today,
        interviewer=doors.person_acting(actor),
        mode=Mode(mode),
        language=language,
        consented=True,
        answers={},
    )
    SURVEY.begin(row, "begin", actor=actor, **doors.told(case))
    return row


def _open_survey(actor: Actor, survey_id: UUID) -> Survey:
    case_id = Survey.objects.values_list("case_id", flat=True).get(pk=survey_id)
    door(f"survey:{case_id}")
    rows = Survey.objects.select_for_update(of=("self",)).select_related("case__person", "case__owner")
    survey = rows.get(pk=survey_id)
    SURVEYS.require(actor, "ask", survey.case.owner_id)
    if survey.state != SurveyState.OPEN:
        raise doors.refused("survey_done", _("This survey is finished: its answers no longer change."))
    return survey


@transaction.atomic
def answer(*, actor: Actor, survey_id: UUID, answers: Mapping[str, str]) -> Survey:
    """Keep some answers: what was answered stays when the line drops. Raises NotAllowed, RuleRefused for what is no answer."""
    survey = _open_survey(actor, survey_id)
    wrong = [number for number, given in answers.items() if not readable(number, given)]
    if wrong:
        raise doors.refused("survey_answer", _("Choose one of the answers."), f"item_{wrong[0]}")
    kept = {**survey.answers, **answers}
    kept = {item.key: kept[item.key] for item in items() if item.key in kept and item.asked(kept)}
    writing.edit(survey, "rss_survey.answer", actor=actor, values={"answers": kept}, **doors.told(survey.case))
    if tuple(WANTS_SUPPORT) in answers.items():
        start_screening(actor, survey.case, ReferralNeed.PSYCHOSOCIAL)
    return survey


@transaction.atomic
def finish(*, actor: Actor, survey_id: UUID) -> Survey:
    """Finish a survey all of whose questions have an answer (or a refusal), and score it by the weights of the day.

    Raises NotAllowed, RuleRefused.
    """
    survey = _open_survey(actor, survey_id)
    if (missing := next_item(survey.answers)) is not None:
        sentence = _("Question %(number)d has no answer yet.") % {"number": missing.number}
        raise doors.refused("survey_missing", sentence, f"item_{missing.number}")
    weights = weights_on(actor.today)
    scores = scores_of(survey.answers, Weights.stored(weights.by_item) if weights is not None else Weights.equal())
    values = {
        **{name: scores.by_dimension[name] for name in Dimension.values},
        "composite": scores.composite,
        "triage": triage_of(scores.composite, value(SURVEY_BANDS, actor.today)),
        "weights": weights,
        "ended_on": actor.today,
    }
    SURVEY.apply(survey, "finish", actor=actor, values=values, **doors.told(survey.case))
    return survey


def weights_on(on: date) -> SurveyWeights | None:
    """Return the weights in force on a day; None while nobody loaded any."""
    return SurveyWeights.objects.filter(valid_from__lte=on).order_by("-valid_from").first()


@transaction.atomic
def record_weights(
    *, actor: Actor, valid_from: date, official: bool, source: str, by_item: Mapping[str, Sequence[str]]
) -> SurveyWeights:
    """Load weights from a day on: two for each of the thirty questions. What was scored before keeps its weights.

    Raises NotAllowed, RuleRefused for a missing question, a weight that is no number, or weights that are all zero.
    """
    SURVEYS.require(actor, "weigh")
    if set(by_item) != {item.key for item in items()}:
        raise doors.refused("weights_items", _("Give two weights for each of the thirty questions."), "weights")
    try:
        read = {key: [str(_weight(part)) for part in pair] for key, pair in by_item.items()}
    except (InvalidOperation, ValueError):
        raise doors.refused("weights_number", _("A weight is a number from 0 to 100."), "weights") from None
    for name in Dimension.values:
        if not any(Decimal(read[item.key][0]) for item in items() if item.dimension == name):
            raise doors.refused("weights_zero", _("Something of each dimension must count."), "weights")
    if valid_from < actor.today or SurveyWeights.objects.filter(valid_from=valid_from).exists():
        raise doors.refused("weights_day", _("Choose a day from today on that has no weights yet."), "valid_from")
    row = SurveyWeights(
        valid_from=valid_from,
        official=official,
        source=doors.words_of(source, 200, "source"),
        by_item=read,
        recorded_by=doors.person_acting(actor),
    )
    writing.create(row, "survey_weights.record", actor=actor)
    return row


def _weight(text: str) -> Decimal:
    number = Decimal(text.strip().replace(",", "."))
    if not number.is_finite() or not 0 <= number <= 100:
        raise ValueError(text)
    return number
