"""An employer's offer under a campaign: recorded, its conditions translated, published (R-02)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.reference import wages
from baarasira.reference.amounts import from_minor
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.queries import minimum_wage

from ..enums import OfferState
from ..inputs import OfferData
from ..models import EmployerOffer, TranslatedConditions
from ..policies import OFFERS
from ..rules.law import wage_scope
from ..rules.recording import condition_findings, currency_findings
from ..transitions import OFFER
from .doors import person

_HOME_LANGUAGE = "fr"


@transaction.atomic
def record_offer(*, actor: Actor, campaign_id: UUID, data: OfferData, version: int | None = None) -> EmployerOffer:
    """Record the offer of a campaign's employer, or correct one not published yet.

    Raises NotAllowed, Stale, WrongState once published, RuleRefused with what cannot be kept.
    """
    campaign = campaign_queries.one(campaign_id)
    OFFERS.require(actor, "record", campaign.opening.office_id)
    country = campaign.opening.country
    found = [
        *condition_findings(data, EmployerOffer),
        *currency_findings(data, country, campaign.agreement, data.starts_on),
    ]
    if data.ends_on is not None and data.ends_on < data.starts_on:
        found.append(Finding("dates", _("The last day comes before the first."), "ends_on"))
    if found:
        raise RuleRefused(found)
    offer = EmployerOffer.objects.select_for_update().filter(campaign=campaign).first()
    if offer is None:
        offer = EmployerOffer(campaign=campaign, country=country, recorded_by=person(actor), **data.values)
        OFFER.begin(offer, "record", actor=actor, structure_id=campaign.opening.office_id)
        return offer
    _require_draft(offer)
    writing.edit(
        offer,
        "employer_offer.edit",
        actor=actor,
        values=data.values,
        expected_version=version,
        structure_id=campaign.opening.office_id,
    )
    return offer


def _require_draft(offer: EmployerOffer) -> None:
    if offer.state != OfferState.DRAFT:
        sentence = _("This offer is published: contracts are compared with it, and it no longer changes.")
        raise WrongState(sentence, code="employer_offer.published")


@transaction.atomic
def translate_offer(
    *, actor: Actor, offer_id: UUID, language: str, words: str, translator: str
) -> TranslatedConditions:
    """Keep the conditions of an offer in one language, as candidates are told them; a second call corrects them.

    Raises NotAllowed, WrongState once published, RuleRefused without words, language or translator.
    """
    offer = EmployerOffer.objects.select_for_update(of=("self",)).select_related("campaign__opening").get(pk=offer_id)
    office = offer.campaign.opening.office_id
    OFFERS.require(actor, "record", office)
    _require_draft(offer)
    found = []
    if language not in LANGUAGES:
        found.append(Finding("language", _("Choose the language of the translation."), "language"))
    if not words.strip():
        found.append(Finding("words", _("Write the conditions in this language."), "words"))
    if not translator.strip():
        found.append(Finding("translator", _("Say who translated: the reader must know whom to ask."), "translator"))
    if found:
        raise RuleRefused(found)
    values = {"words": words.strip(), "translator": " ".join(translator.split())[:150], "recorded_by": person(actor)}
    row = offer.translations.filter(language=language).first()
    if row is not None:
        writing.edit(row, "employer_offer.translate", actor=actor, values=values, structure_id=office)
        return row
    row = TranslatedConditions(offer=offer, language=language, **values)
    writing.create(row, "employer_offer.translate", actor=actor, structure_id=office)
    return row


@transaction.atomic
def publish_offer(*, actor: Actor, offer_id: UUID, version: int | None = None) -> EmployerOffer:
    """Publish an offer whose conditions are translated and hold against the law of its first day.

    Raises NotAllowed, Stale, WrongState, RuleRefused (R-02 without a translation, the wage below the minimum).
    """
    offer = EmployerOffer.objects.select_for_update(of=("self",)).select_related("campaign__opening").get(pk=offer_id)
    office = offer.campaign.opening.office_id
    OFFERS.require(actor, "publish", office)
    offer.require_version(version)
    OFFER.check("publish", offer.state)
    found = [*translation_findings(offer, languages_asked(campaign_queries.one(offer.campaign_id))), *_wage(offer)]
    if found:
        raise RuleRefused(found)
    values = {"published_by": person(actor), "published_on": actor.today}
    OFFER.apply(offer, "publish", actor=actor, structure_id=office, values=values)
    return offer


def languages_asked(campaign: Campaign) -> tuple[str, ...]:
    """Return the languages besides French in which the programme of a campaign hands contracts over (its contract step)."""
    for step in campaign.programme_version.compiled.steps.values():
        if step.kind == "contract":
            asked = tuple(str(code) for code in step.parameters.get("languages") or ())
            return tuple(code for code in asked if code != _HOME_LANGUAGE)
    return ()


def translation_findings(offer: EmployerOffer, languages: tuple[str, ...]) -> list[Finding]:
    """R-02: each language the programme names has its translated conditions; where it names none, one translation at least."""
    held = set(offer.translations.values_list("language", flat=True))
    missing = [code for code in languages if code not in held]
    if not missing and (held or languages):
        return []
    names = ", ".join(LANGUAGES.label(code) for code in missing) or _("the language of the country of work")
    sentence = _(
        "The conditions of this offer are not translated (%(languages)s): an offer without translated conditions cannot be "
        "published. Enter the translation, with who made it."
    )
    return [Finding("R-02", sentence % {"languages": names}, "translations", source="RD 1155/2024, art. 121.5 ; R-02")]


def _wage(offer: EmployerOffer) -> Iterator[Finding]:
    """The offer's wage is not below the minimum of its first day (C05)."""
    if offer.wage is None:
        yield Finding("wage_missing", _("Write the wage: an offer without it cannot be published."), "wage")
        return
    least = minimum_wage(
        offer.country, offer.wage_period, offer.starts_on, offer.weekly_hours, days_per_week=offer.days_per_week,
        payments_per_year=offer.payments_per_year, scope=wage_scope(offer.scope, offer.starts_on, offer.ends_on),
    )  # fmt: skip
    wage = wages.Wage(
        from_minor(offer.wage, offer.wage_currency), offer.wage_currency, offer.wage_period,
        offer.weekly_hours, offer.days_per_week, offer.payments_per_year,
    )  # fmt: skip
    finding = wages.check(wage, least)
    if finding is not None and finding.blocking:
        yield finding


def offer_findings(campaign: Campaign, _on: date) -> Iterator[Finding]:
    """R-02, asked before a campaign is published: where contracts are handed over in a foreign language, the offer of the
    employer is recorded and its conditions are translated."""
    languages = languages_asked(campaign)
    if not languages:
        return
    offer = EmployerOffer.objects.filter(campaign_id=campaign.pk).first()
    if offer is None:
        sentence = _("The offer of the employer is not recorded: enter its conditions and their translation first.")
        yield Finding("R-02", sentence, "offer", source="R-02")
        return
    yield from translation_findings(offer, languages)
    if offer.state != OfferState.PUBLISHED and not translation_findings(offer, languages):
        sentence = _("The offer of the employer is entered and not published yet: publish it first.")
        yield Finding("R-02", sentence, "offer", source="R-02")
