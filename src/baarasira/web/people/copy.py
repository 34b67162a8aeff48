"""The parts of the printed copy of a file: everything held about the person, room by room."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.counselling.models import ActionPlan, Appointment, Card, ContactNote
from baarasira.kernel.errors import Sentence
from baarasira.people.actions import Copy
from baarasira.people.documents.file import FileSection, FileTable
from baarasira.people.models import FileOpening, RightRequest
from baarasira.people.queries import consents_of
from baarasira.reference import nina, phones
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.text import moment, short_date

from .past import road_events
from .profile import contact_facts, identity_facts, place_facts, work_facts
from .suggestions import occupation_label

CopyMaker = Callable[[AgentRequest, Copy], FileSection | None]


def _pairs(facts: Iterable[tuple[Sentence, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(label), value) for label, value in facts)


def _table(
    title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[float, ...] = ()
) -> FileSection:
    return FileSection(title=title, table=FileTable(columns=columns, rows=tuple(rows), widths=widths))


def identity(request: AgentRequest, copy: Copy) -> FileSection:
    """Who the person is, identity numbers in clear: it is their own copy."""
    facts = [
        (label, value) for label, value in identity_facts(copy.person) if label != _("NINA") or not copy.numbers.nina
    ]
    numbers = [(_("NINA"), nina.show(copy.numbers.nina))] if copy.numbers.nina else []
    numbers += [(IDENTITY_DOCUMENTS.label(kind), number) for kind, number in copy.numbers.documents]
    return FileSection(title=_("Identity"), fields=_pairs([*facts, *numbers]))


def contact(request: AgentRequest, copy: Copy) -> FileSection:
    """Phones, place, how to be reached."""
    rows = tuple(
        (phones.show(row.number), str(row.get_owner_display()), row.owner_name, row.best_hour)
        for row in copy.person.phones.all()
    )
    table = FileTable((_("Number"), _("Whose phone"), _("Owner"), _("Best hour")), rows) if rows else None
    facts = [*contact_facts(copy.person), *place_facts(copy.person)]
    return FileSection(title=_("Contact and place"), fields=_pairs(facts), table=table)


def work(request: AgentRequest, copy: Copy) -> FileSection:
    """Occupations, skills, schooling, wishes."""
    rows = tuple(
        (row.words or occupation_label(row.code), row.code, str(row.years)) for row in copy.person.occupations.all()
    )
    table = FileTable((_("Occupation"), _("ISCO-08 code"), _("Years")), rows, (3, 1, 1)) if rows else None
    return FileSection(title=_("Work and skills"), fields=_pairs(work_facts(copy.person)), table=table)


def consents(request: AgentRequest, copy: Copy) -> FileSection:
    """What was agreed to."""
    rows = [
        (str(row.get_purpose_display()), _("yes") if row.given else _("no"), short_date(row.at))
        for row in consents_of(copy.person.pk).values()
    ]
    return _table(_("Consents"), (_("Purpose"), _("Agreed"), _("Since")), rows, (4, 1, 1))


def road(request: AgentRequest, copy: Copy) -> FileSection:
    """Every step so far."""
    rows = [(moment(event.at), event.title, event.by, event.reason) for event in road_events(copy.person)]
    return _table(_("The road so far"), (_("When"), _("What"), _("By"), _("Reason")), rows, (2, 3, 2, 3))


def counselling(request: AgentRequest, copy: Copy) -> FileSection:
    """Cards, appointments and plans."""
    person = copy.person
    rows = [
        (short_date(card.registered_on), _("Card %(number)s") % {"number": card.number}, str(card.get_state_display()))
        for card in Card.objects.filter(person=person)
    ]
    rows += [
        (moment(row.starts_at), str(row.get_purpose_display()), str(row.get_state_display()))
        for row in Appointment.objects.filter(person=person)
    ]
    rows += [
        (short_date(plan.agreed_on), _("Action plan: %(aim)s") % {"aim": plan.aim}, str(plan.get_state_display()))
        for plan in ActionPlan.objects.filter(person=person)
    ]
    return _table(_("Card, appointments, action plans"), (_("When"), _("What"), _("State")), rows, (1, 3, 1))


def notes(request: AgentRequest, copy: Copy) -> FileSection:
    """What was noted of each contact."""
    found = ContactNote.objects.filter(person=copy.person).select_related("author")
    rows = [
        (moment(row.at), str(row.get_channel_display()), row.author.label if row.author else "", row.text)
        for row in found
    ]
    return _table(_("Contacts"), (_("When"), _("How"), _("By"), _("What was noted")), rows, (2, 1, 2, 4))


def candidacies(request: AgentRequest, copy: Copy) -> FileSection:
    """Each offer the person was referred to, with the reason of a refusal."""
    found = Candidacy.objects.filter(person=copy.person).select_related("opening").order_by("id")
    rows = [
        (
            short_date(row.referred_on),
            f"{row.number} — {row.opening}",
            str(row.get_state_display()),
            " ".join(filter(None, (str(row.get_reason_display()) if row.reason else "", row.reason_note))),
        )
        for row in found
    ]
    return _table(_("Referrals to offers"), (_("When"), _("Offer"), _("State"), _("Reason")), rows, (1, 3, 1, 2))


def rights(request: AgentRequest, copy: Copy) -> FileSection:
    """Requests by right and their answers."""
    rows = [
        (short_date(row.asked_on), str(row.get_kind_display()), str(row.get_state_display()), row.answer)
        for row in RightRequest.objects.filter(person=copy.person).order_by("id")
    ]
    return _table(
        _("Requests by right"), (_("When"), _("What was asked"), _("State"), _("Answer given")), rows, (1, 2, 1, 3)
    )


def looks(request: AgentRequest, copy: Copy) -> FileSection:
    """Who opened the file from another office, and why."""
    found = FileOpening.objects.filter(person=copy.person).select_related("user").order_by("at")
    rows = [(moment(row.at), row.user.label, row.reason) for row in found]
    return _table(_("Opened from another office"), (_("When"), _("By"), _("Reason")), rows, (1, 2, 3))


COPY: list[CopyMaker] = [identity, contact, work, consents, road, counselling, notes, candidacies, rights, looks]


def sections_of_copy(request: AgentRequest, copy: Copy) -> tuple[FileSection, ...]:
    """Return every part of the copy, in order."""
    made = (make(request, copy) for make in COPY)
    return tuple(section for section in made if section is not None)
