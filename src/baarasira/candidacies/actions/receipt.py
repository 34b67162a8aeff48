"""Printing the receipt of an application."""

from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from baarasira.kernel import papers
from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import write as journal
from baarasira.kernel.papers import long_date
from baarasira.reference import phones

from ..documents import ReceiptData, receipt
from ..enums import CandidacyState
from ..models import Candidacy
from ..steps.acting import require
from ..steps.reading import Road, read


@transaction.atomic
def print_receipt(*, actor: Actor, candidacy_id: UUID, address: str) -> bytes:
    """Return the receipt of a file as a PDF, and journal that it was printed; `address` is that of the public page.

    Raises NotAllowed elsewhere than in the person's office.
    """
    related = ("person", "office", "opening", "cercle")
    candidacy = Candidacy.objects.select_related(*related).get(pk=candidacy_id)
    require(actor, "print_receipt", candidacy)
    pdf = receipt(receipt_of(read(candidacy, actor.today), address))
    journal.look(
        actor,
        "campaign_file.print_receipt",
        noun="campaign_file",
        object_id=candidacy.pk,
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
    )
    return pdf


def receipt_of(road: Road, address: str) -> ReceiptData:
    """Return what the receipt of a file says today."""
    candidacy, office = road.candidacy, road.candidacy.office
    contact = tuple(filter(None, (office.address, phones.show(office.phone or ""))))
    head = papers.letterhead(structure=office.name, contact=contact)
    with translation.override(head.language):
        title, lines = _lines(road)
        rows = (
            (_("Campaign"), candidacy.opening.title),
            (_("Candidate"), str(candidacy.person)),
            (_("Year of birth"), str(candidacy.person.born.year)),
            (_("Registered on"), long_date(candidacy.referred_on)),
            (_("Where it stands"), _where(road)),
        )
        return ReceiptData(
            letterhead=head,
            number=candidacy.number,
            made_on=candidacy.referred_on,
            rows=rows,
            lines_title=title,
            lines=lines,
            notice=str(road.programme.notice) or free_notice(),
            address=address,
        )


def free_notice() -> str:
    """Return that selection is free, where a programme says nothing of it."""
    return _("Selection is free at every step. Tell the agency of anyone who asks you for money.")


def _where(road: Road) -> str:
    candidacy = road.candidacy
    if candidacy.state != CandidacyState.ENDED:
        return str(road.programme.steps[candidacy.step].title)
    outcome = road.programme.outcomes.get(candidacy.outcome)
    return str(outcome.title) if outcome is not None else _("Campaign cancelled")


def _lines(road: Road) -> tuple[str, tuple[str, ...]]:
    """Return why the application is refused, with what else is open; or what the person is to bring, and by when."""
    row = road.closed("eligibility", "refused")
    if row is not None and row.values.get("refusals"):
        said = tuple(
            f"{item['sentence']} {item['instead']}".strip() for item in row.values["refusals"] if "sentence" in item
        )
        return _("Why the application is refused, and what is open to you"), said
    last = road.rows[-1]
    if last.closed_at is not None:
        return "", ()
    papers_asked = tuple(str(paper.title) for paper in road.programme.steps[last.key].documents)
    if not papers_asked:
        return "", ()
    if last.due_at is None:
        return _("To be brought"), papers_asked
    return _("To be brought by %(day)s") % {"day": long_date(last.due_at.date())}, papers_asked
