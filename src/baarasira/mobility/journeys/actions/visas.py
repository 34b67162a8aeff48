"""Visa files: papers received one by one, files gathered in a numbered bundle, the bundle filed within its time."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.papers import short_date
from baarasira.kernel.sequences import next_number, with_check
from baarasira.openings.models import Campaign

from ..checklist import Checklist, Held, checklist_of, filing_due, held_by, lines_of, missing
from ..enums import BundleState
from ..models import Journey, VisaBundle, VisaPaper
from ..policies import VISAS
from .common import change, ensure, locked_file, require
from .reports import Line, each


@transaction.atomic
def receive_paper(
    *,
    actor: Actor,
    candidacy_id: UUID,
    key: str,
    received_on: date,
    issued_on: date | None = None,
    valid_until: date | None = None,
    reference: str = "",
) -> VisaPaper:
    """Record that a paper of the visa file was received; the same paper again takes the place of the former one.

    Raises NotAllowed, RuleRefused (a paper not of this list, days that cannot be).
    """
    candidacy = locked_file(candidacy_id)
    require(actor, VISAS, "receive", candidacy)
    item = next((row for row in list_of(candidacy).received if row.key == key), None)
    found = []
    if item is None:
        found.append(Finding("visa_paper", _("This paper is not received here."), "key"))
    if received_on > actor.today or (issued_on is not None and issued_on > received_on):
        found.append(
            Finding("visa_days", _("A paper is issued, then received, and both days are past."), "received_on")
        )
    if item is not None and item.months and issued_on is None:
        found.append(Finding("visa_issued", _("Write the day on which this paper was issued."), "issued_on"))
    if found:
        raise RuleRefused(found)
    values = {
        "received_on": received_on, "issued_on": issued_on, "valid_until": valid_until,
        "reference": " ".join(reference.split())[:60],
    }  # fmt: skip
    about = {"subject_id": candidacy.person_id, "structure_id": candidacy.office_id}
    paper = VisaPaper.objects.select_for_update().filter(candidacy=candidacy, key=key).first()
    if paper is None:
        paper = VisaPaper(candidacy=candidacy, key=key, **values)
        writing.create(paper, "visa_paper.receive", actor=actor, **about)
    else:
        writing.edit(paper, "visa_paper.receive", actor=actor, values=values, **about)
    return paper


def list_of(candidacy: Candidacy) -> Checklist:
    """Return the checklist of a file: that of its country and of the kind of its programme."""
    kind = candidacy.opening.campaign.programme_version.compiled.kind
    return checklist_of(candidacy.opening.country, kind)


@transaction.atomic
def open_bundle(*, actor: Actor, campaign_id: UUID, consulate: str) -> VisaBundle:
    """Open a collective visa file of a campaign, under a number of its own. Raises NotAllowed, RuleRefused."""
    campaign = Campaign.objects.select_related("opening").get(pk=campaign_id)
    VISAS.require(actor, "bundle", campaign.opening.office_id)
    if not consulate.strip():
        raise RuleRefused([Finding("bundle_consulate", _("Write to which consulate it is carried."), "consulate")])
    number = with_check(f"VI{actor.today:%y}-{next_number(f'visa_bundle:{actor.today.year}'):04d}")
    bundle = VisaBundle(number=number, campaign=campaign, consulate=consulate.strip(), state=BundleState.OPEN)
    writing.create(bundle, "visa_bundle.open", actor=actor, structure_id=campaign.opening.office_id)
    return bundle


def locked_bundle(actor: Actor, bundle_id: UUID, action: str) -> VisaBundle:
    """Read a bundle being prepared for writing. Raises NotAllowed, WrongState once it is filed."""
    rows = VisaBundle.objects.select_for_update(of=("self",)).select_related("campaign__opening")
    bundle = rows.get(pk=bundle_id)
    VISAS.require(actor, action, bundle.campaign.opening.office_id)
    if bundle.state != BundleState.OPEN:
        raise WrongState(_("This bundle is filed: it does not change any more."), code="visa_bundle.filed")
    return bundle


@transaction.atomic
def add_to_bundle(*, actor: Actor, bundle_id: UUID, candidacy_ids: Sequence[UUID]) -> list[Line]:
    """Put files of the campaign that stand at the visa into a bundle; return what became of each. Raises NotAllowed, WrongState."""
    bundle = locked_bundle(actor, bundle_id, "bundle")

    def one(candidacy: Candidacy) -> None:
        _require_at_visa(candidacy, bundle)
        journey = ensure(actor, candidacy)
        if journey.visa_bundle_id not in {None, bundle.pk} and journey.visa_filed_on is not None:
            raise WrongState(_("The visa of this file was asked for already."), code="visa_bundle.filed")
        change(journey, "journey.bundle", actor=actor, values={"visa_bundle": bundle})

    return each(candidacy_ids, one)


def _require_at_visa(candidacy: Candidacy, bundle: VisaBundle) -> None:
    step = bundle.campaign.programme_version.compiled.steps.get(candidacy.step)
    here = candidacy.opening_id == bundle.campaign_id and candidacy.state == "under_way"
    if not here or step is None or step.kind != "visa":
        raise WrongState(_("This file does not stand at the visa of this campaign."), code="campaign_file.step")


@transaction.atomic
def take_from_bundle(*, actor: Actor, bundle_id: UUID, candidacy_id: UUID) -> None:
    """Take a file out of a bundle being prepared. Raises NotAllowed, WrongState."""
    bundle = locked_bundle(actor, bundle_id, "bundle")
    journey = Journey.objects.select_for_update(of=("self",)).get(candidacy_id=candidacy_id, visa_bundle=bundle)
    change(journey, "journey.unbundle", actor=actor, values={"visa_bundle": None})


@transaction.atomic
def file_bundle(*, actor: Actor, bundle_id: UUID, on: date) -> VisaBundle:
    """Record that a bundle was filed at the consulate, all its files together or none.

    Each holds every paper of its list, its passport twelve months more (R-19), and is filed within a month of the notice of
    the authorisation (R-18). Raises NotAllowed, WrongState, RuleRefused naming each file that stands in the way.
    """
    bundle = locked_bundle(actor, bundle_id, "file")
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="visa_bundle.person")
    journeys = list(members(bundle).select_for_update(of=("self",)))
    found = [] if journeys else [Finding("bundle_empty", _("Put files into the bundle first."))]
    if on > actor.today:
        found.append(Finding("bundle_future", _("The day of the filing is still to come."), "on"))
    held = held_by(journeys)
    for journey in journeys:
        found += [
            Finding(
                finding.code,
                f"{journey.person} ({journey.candidacy.number}): {finding.sentence}",
                source=finding.source,
            )
            for finding in filing_findings(journey, held, on)
        ]
    if found:
        raise RuleRefused(found)
    structure = bundle.campaign.opening.office_id
    values: dict[str, object] = {"state": BundleState.FILED, "filed_on": on, "filed_by": actor.user}
    writing.edit(bundle, "visa_bundle.file", actor=actor, values=values, structure_id=structure)
    for journey in journeys:
        change(journey, "journey.file_visa", actor=actor, values={"visa_filed_on": on})
    return bundle


def filing_findings(journey: Journey, held: Held, on: date) -> list[Finding]:
    """Return what stands against filing the visa of one file on a day."""
    found = []
    due = filing_due(journey, on)
    if due is None:
        sentence = _("the day on which the authorisation was notified is not recorded.")
        found.append(Finding("R-18", sentence, source="R-18"))
    elif on > due:
        sentence = _("the visa had to be filed by %(day)s, a month after the notice of the authorisation.")
        found.append(Finding("R-18", sentence % {"day": short_date(due)}, source="R-18"))
    for line in missing(lines_of(journey, list_of(journey.candidacy), held, on)):
        code = "R-19" if line.item.source == "passport" else "visa_missing"
        found.append(Finding(code, f"{line.item.title} – {line.fault}.", source=code if code == "R-19" else ""))
    return found


def members(bundle: VisaBundle) -> QuerySet[Journey]:
    """Return the files of a bundle, by name."""
    rows = Journey.objects.filter(visa_bundle=bundle)
    rows = rows.select_related("candidacy__opening__campaign__programme_version", "person", "opening")
    return rows.order_by("person__surname", "person__given_names", "id")
