"""Nobody is given a second aid for the same thing, by anyone, under whatever name.

Asked at three places: when a plan is signed (here), when the committee decides (projects) and before money leaves (funds).
"""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.kernel.papers import short_date
from baarasira.people.enums import PhoneOwner
from baarasira.people.models import IdentityDocument, Person, Phone
from baarasira.programmes.eligibility import months_after
from baarasira.reference.parameters import DOUBLE_FUNDING_MONTHS
from baarasira.reference.queries import value

from ..enums import AidOrigin, Purpose
from ..models import Aid

YEARS_APART = 2
_RULE = "domain.md C.5"


def same_people(person: Person) -> set[UUID]:
    """Return the files that are this person's, this one included: one NINA, one identity document, or merged into it.

    Or one telephone of their own, with the same sex and a birth year at most two apart: a telephone that is shared, or
    somebody else's, says nothing. Four queries at most.
    """
    found = {person.pk}
    same = Q(merged_into=person) | Q(pk=person.merged_into_id) if person.merged_into_id else Q(merged_into=person)
    if person.nina_print:
        same |= Q(nina_print=person.nina_print)
    prints = IdentityDocument.objects.filter(person=person).exclude(number_print="").values("number_print")
    same |= Q(documents__number_print__in=prints)
    found |= set(Person.objects.filter(same).values_list("pk", flat=True))
    own = Phone.objects.filter(person=person, owner=PhoneOwner.OWN).values("number")
    near = (person.born.year - YEARS_APART, person.born.year + YEARS_APART)
    holders = Phone.objects.filter(
        number__in=own, owner=PhoneOwner.OWN, person__sex=person.sex, person__born__year__range=near
    )
    return found | set(holders.values_list("person_id", flat=True))


def standing_aids(person: Person, on: date, purpose: str = "") -> QuerySet[Aid]:
    """Return the aids of a person, under every file of theirs, that still count on a day (setting case.double_funding_months)."""
    since = months_after(on, -value(DOUBLE_FUNDING_MONTHS, on))
    rows = Aid.objects.filter(person_id__in=same_people(person), cancelled_on__isnull=True, given_on__gt=since)
    rows = rows.filter(purpose=purpose) if purpose else rows
    return rows.select_related("funder", "person").order_by("-given_on", "id")


def double_funding(
    person: Person, purpose: str, *, on: date, leave_out: UUID | None = None, of_case: UUID | None = None
) -> list[Finding]:
    """Return what stops an aid for this purpose on that day: each aid that stands for the same thing, in a sentence.

    `leave_out` is the id of what asks (a grant that already committed its own aid: `Aid.origin_id`); `of_case` a case whose
    own grants do not count against it (its plan made anew). Every finding blocks.
    """
    found = []
    for aid in standing_aids(person, on, purpose):
        if leave_out is not None and aid.origin_id == leave_out:
            continue
        if of_case is not None and aid.case_id == of_case and aid.origin == AidOrigin.GRANT:
            continue
        named = {
            "purpose": Purpose(aid.purpose).label,
            "funder": str(aid.funder or aid.funder_name),
            "day": short_date(aid.given_on),
            "number": aid.person.number,
        }
        sentence = _("“%(purpose)s” was already paid for by %(funder)s on %(day)s: it is not paid for twice.") % named
        if aid.person_id != person.pk:
            sentence = _(
                "“%(purpose)s” was already paid for by %(funder)s on %(day)s, in file %(number)s, which is the same "
                "person’s: it is not paid for twice."
            )
            sentence = sentence % named
        found.append(Finding("double_funding", sentence, "purpose", source=_RULE))
    return found
