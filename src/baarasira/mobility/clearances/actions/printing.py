"""The printed papers of a clearance and of a block of forms; printing is journaled."""

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import credentials, papers
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.journal import write as journal
from baarasira.openings import campaign_queries

from ...contracts.models import TemplateApproval
from ..documents.clearance import ClearanceData, card_pdf, clearance_pdf
from ..documents.forms import BlankForms, forms_pdf
from ..documents.wording import AUTHENTIC, CLEARANCE, WORDS
from ..enums import ClearanceState
from ..models import Clearance, FormBlock
from ..policies import CLEARANCES, FORMS
from .issue import about


def languages_of(clearance: Clearance) -> tuple[tuple[str, bool], ...]:
    """Return the languages a clearance is printed in, French first, then those in which the programme hands contracts over,
    each with whether a named officer approved its words as they stand."""
    programme = campaign_queries.one(clearance.candidacy.opening_id).programme_version.compiled
    asked = [
        language
        for step in programme.steps.values()
        if step.kind == "contract"
        for language in step.parameters.get("languages") or ()
    ]
    others = [language for language in dict.fromkeys(asked) if language in WORDS and language != AUTHENTIC]
    return ((AUTHENTIC, True), *((language, verified(language)) for language in others))


def verified(language: str) -> bool:
    """Tell whether a named officer approved the words the clearance has today in a language; French needs no approval."""
    if language == AUTHENTIC:
        return True
    rows = TemplateApproval.objects.filter(template=CLEARANCE, language=language, sha256=WORDS[language].sha256)
    return rows.exists()


@transaction.atomic
def print_clearance(*, actor: Actor, clearance: Clearance, address: str, card: bool = False) -> bytes:
    """Return the paper of a clearance in force (or its card) as a PDF. Raises NotAllowed, WrongState, CannotPrint."""
    _require(actor, clearance)
    if clearance.state != ClearanceState.ISSUED or not clearance.token:
        sentence = _("Only a clearance in force is printed: this one is not issued, or no longer stands.")
        raise WrongState(sentence, code="clearance.print")
    verb = "clearance.print_card" if card else "clearance.print"
    journal.record(actor, verb, noun="clearance", object_id=clearance.pk, **about(clearance))
    data = data_of(clearance, address)
    return card_pdf(data) if card else clearance_pdf(data)


def _require(actor: Actor, clearance: Clearance) -> None:
    """Let the department print, and the office of the person or of the file."""
    candidacy = clearance.candidacy
    offices = (clearance.office_id, candidacy.office_id, candidacy.person.office_id)
    if not any(CLEARANCES.allows(actor, "print", office) for office in offices):
        CLEARANCES.require(actor, "print", clearance.office_id)


def data_of(clearance: Clearance, address: str) -> ClearanceData:
    """Return what the papers of an issued clearance say. `address` is the public address in use."""
    form = getattr(clearance, "form", None)
    issued_by = clearance.issued_by
    if (
        clearance.valid_from is None
        or clearance.valid_until is None
        or clearance.issued_at is None
        or issued_by is None
    ):
        raise WrongState(_("This clearance is not issued."), code="clearance.print")
    return ClearanceData(
        letterhead=papers.letterhead(structure=clearance.office.name),
        number=clearance.number,
        holder=clearance.holder,
        passport_end=clearance.passport_end,
        employer=clearance.employer,
        country=clearance.country,
        travel_on=clearance.travel_on or clearance.valid_from,
        valid_from=clearance.valid_from,
        valid_until=clearance.valid_until,
        issued_on=clearance.issued_at.date(),
        first=clearance.proposed_by.label,
        second=issued_by.label,
        code=credentials.code_text(address, clearance.token),
        address=f"{address}/v",
        languages=languages_of(clearance),
        form=form.number if form is not None else "",
    )


@transaction.atomic
def print_forms(*, actor: Actor, block: FormBlock) -> bytes:
    """Return the blank forms of a block as a PDF, those nobody accounted for yet. Raises NotAllowed, WrongState for none."""
    FORMS.require(actor, "print", block.office_id)
    numbers = list(block.forms.filter(state="missing").order_by("number").values_list("number", flat=True))
    if not numbers:
        raise WrongState(_("Every form of this block is accounted for: none is printed."), code="form_block.print")
    journal.record(
        actor, "form_block.print", noun="form_block", object_id=block.pk, structure_id=block.office_id,
        after={"forms": len(numbers)},
    )  # fmt: skip
    head = papers.letterhead(structure=block.office.name)
    return forms_pdf(BlankForms(head, numbers, block.reason, block.reserved_at.date()))
