"""Recording an agreement and writing its text: ceilings, minimum terms, topics."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door
from baarasira.network.models import Structure

from .. import queries, rules
from ..details import AgreementDetails, Ceiling, TermData, TopicLine
from ..models import Agreement, AgreementOccupation, MinimumTerm, OrganisationContact, TopicCoverage
from ..policies import AGREEMENTS
from ..transitions import AGREEMENT
from .doors import for_edit, locked, person
from .schedule import meeting_due


@transaction.atomic
def record_agreement(
    *, actor: Actor, office: Structure, details: AgreementDetails, source: str = "", form_token: UUID | None = None
) -> Agreement:
    """Record an agreement as a draft, kept by a structure.

    The same `form_token` again returns the one already recorded. Raises NotAllowed, RuleRefused (also for a reference
    that another agreement bears).
    """
    AGREEMENTS.require(actor, "record", office.pk)
    if form_token is not None:
        door(f"agreement-form:{form_token}")
        if known := Agreement.objects.filter(form_token=form_token).first():
            return known
    details = details.tidy()
    rules.refuse([*rules.agreement_findings(details), *_links(details, None)])
    agreement = Agreement(
        office=office, recorded_by=person(actor), source=source, form_token=form_token, **details.values()
    )
    AGREEMENT.begin(agreement, "record", actor=actor, structure_id=office.pk)
    return agreement


def _links(details: AgreementDetails, agreement: Agreement | None) -> list[Finding]:
    """Return what is wrong with what the details point at: a reference already borne, a contact of another body."""
    found = []
    door(f"agreement-reference:{details.reference.casefold()}")
    same = Agreement.objects.filter(reference__iexact=details.reference).exclude(pk=agreement.pk if agreement else None)
    if details.reference and same.exists():
        sentence = _("Another agreement already bears the reference %(reference)s.")
        found.append(Finding("reference_known", sentence % {"reference": details.reference}, "reference"))
    if details.contact is not None:
        held = OrganisationContact.objects.filter(pk=details.contact, organisation_id=details.partner)
        if not held.exists():
            sentence = _("This person is not of the partner chosen. Choose the person again.")
            found.append(Finding("contact_elsewhere", sentence, "contact"))
    return found


@transaction.atomic
def edit_agreement(
    *, actor: Actor, agreement: Agreement, details: AgreementDetails, version: int | None, amendment: str = ""
) -> Agreement:
    """Correct an agreement; once signed, by the amendment named. Raises NotAllowed, Stale, RuleRefused."""
    stored = for_edit(actor, agreement, amendment, version)
    details = details.tidy()
    rules.refuse([*rules.agreement_findings(details), *_links(details, stored), *_end(details, stored)])
    values = details.values()
    values["next_meeting_on"] = meeting_due(stored, months=details.meeting_months)
    writing.edit(stored, "agreement.edit", actor=actor, values=values, structure_id=stored.office_id)
    return stored


def _end(details: AgreementDetails, agreement: Agreement) -> list[Finding]:
    if details.ends_on is None or agreement.in_force_on is None or details.ends_on >= agreement.in_force_on:
        return []
    sentence = _("The agreement would end before it is in force. Correct its last day.")
    return [Finding("ends_before", sentence, "ends_on")]


@transaction.atomic
def set_ceilings(
    *,
    actor: Actor,
    agreement: Agreement,
    yearly: int | None,
    ceilings: Sequence[Ceiling],
    version: int | None = None,
    amendment: str = "",
) -> Agreement:
    """Set the ceiling of a year and the occupations with theirs, in their order; nothing goes below what is held.

    Raises NotAllowed, Stale, RuleRefused.
    """
    stored = for_edit(actor, agreement, amendment, version)
    held, in_a_year = queries.most_held(stored, [(item.code, item.period) for item in ceilings])
    rules.refuse(rules.ceiling_findings(yearly, ceilings, held, in_a_year))
    before = [journal.snapshot(row, ("code", "ceiling", "period")) for row in stored.occupations.all()]
    stored.occupations.all().delete()
    rows = [
        AgreementOccupation(agreement=stored, code=item.code, ceiling=item.seats, period=item.period, position=place)
        for place, item in enumerate(ceilings)
    ]
    AgreementOccupation.objects.bulk_create(rows)
    after = [journal.snapshot(row, ("code", "ceiling", "period")) for row in rows]
    _touch(stored, actor, {"yearly_ceiling": yearly})
    journal.record(
        actor,
        "agreement.set_ceilings",
        noun="agreement",
        object_id=stored.pk,
        structure_id=stored.office_id,
        before={"occupations": before},
        after={"occupations": after, "yearly_ceiling": yearly},
    )
    return stored


def _touch(agreement: Agreement, actor: Actor, values: dict[str, object]) -> None:
    """Raise the version of an agreement whose parts changed, so that a form opened before is stale."""
    for name, wanted in values.items():
        setattr(agreement, name, wanted)
    agreement.version += 1
    agreement.updated_at = actor.at
    agreement.save(update_fields=[*values, "version", "updated_at"])


@transaction.atomic
def set_term(*, actor: Actor, agreement: Agreement, term: TermData, amendment: str = "") -> MinimumTerm:
    """Set one minimum term, in place of the one of its kind. Raises NotAllowed, RuleRefused."""
    stored = for_edit(actor, agreement, amendment)
    term = replace(term, clause=" ".join(term.clause.split()), note=" ".join(term.note.split()))
    rules.refuse(rules.term_findings(term))
    values = {name: getattr(term, name) for name in ("amount", "currency", "period", "payer", "clause", "note")}
    row = stored.terms.filter(kind=term.kind).first()
    if row is None:
        row = MinimumTerm(agreement=stored, kind=term.kind, **values)
        writing.create(row, "agreement_term.set", actor=actor, structure_id=stored.office_id)
    else:
        writing.edit(row, "agreement_term.set", actor=actor, values=values, structure_id=stored.office_id)
    return row


@transaction.atomic
def remove_term(*, actor: Actor, agreement: Agreement, kind: str, amendment: str = "") -> None:
    """Take a minimum term out of the text; nothing happens where there is none. Raises NotAllowed, RuleRefused."""
    stored = for_edit(actor, agreement, amendment)
    row = stored.terms.filter(kind=kind).first()
    if row is None:
        return
    journal.record(
        actor,
        "agreement_term.remove",
        noun="agreement_term",
        object_id=row.pk,
        structure_id=stored.office_id,
        before=journal.snapshot(row),
    )
    row.delete()


@transaction.atomic
def set_topics(*, actor: Actor, agreement: Agreement, lines: Sequence[TopicLine]) -> Agreement:
    """Record how far the text settles the topics; a topic not named is not read yet. Raises NotAllowed, RuleRefused.

    It is a reading of the text, not a change of it: no amendment is needed.
    """
    stored = locked(agreement)
    AGREEMENTS.require(actor, "edit", stored.office_id)
    lines = [replace(line, clause=" ".join(line.clause.split())) for line in lines]
    rules.refuse(rules.topic_findings(lines))
    before = {row.topic: row.level for row in stored.topics.all()}
    stored.topics.all().delete()
    TopicCoverage.objects.bulk_create(
        [TopicCoverage(agreement=stored, topic=line.topic, level=line.level, clause=line.clause) for line in lines]
    )
    journal.record(
        actor,
        "agreement.set_topics",
        noun="agreement",
        object_id=stored.pk,
        structure_id=stored.office_id,
        before={"topics": before},
        after={"topics": {line.topic: line.level for line in lines}},
    )
    return stored
