"""Reads of certificates: what the actor may see, who waits for one, of one person."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.people.models import GainedSkill

from ..courses.enums import EnrolmentState
from ..courses.models import Enrolment
from .enums import STANDING, CertificateState, SourceKind
from .models import Certificate
from .policies import CERTIFICATES

_WITH = ("person", "office", "proposed_by", "issued_by", "ended_by")


def visible_to(actor: Actor) -> QuerySet[Certificate]:
    """Return the certificates of the actor's centres, and of the people whose files their offices keep, newest first."""
    scope = CERTIFICATES.scope(actor, "view")
    return Certificate.objects.filter(scope.q("office_id") | scope.q("person__office_id")).select_related(*_WITH)


def of_person(person_id: UUID) -> QuerySet[Certificate]:
    """Return the certificates of one person that were issued, newest first, for who has a right to the file."""
    rows = Certificate.objects.filter(person_id=person_id).exclude(state=CertificateState.ABANDONED)
    return rows.select_related(*_WITH)


def of_source(kind: str, source_id: UUID) -> Certificate | None:
    """Return the certificate that stands for something, None when there is none."""
    return Certificate.objects.filter(source_kind=kind, source_id=source_id, state__in=STANDING).first()


def standing_sources(kind: str, source_ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the sources for which a certificate stands."""
    rows = Certificate.objects.filter(source_kind=kind, source_id__in=list(source_ids), state__in=STANDING)
    return set(rows.values_list("source_id", flat=True))


def waiting(actor: Actor) -> QuerySet[Enrolment]:
    """Return the completed enrolments of the actor's centres for which no certificate stands, the oldest end first."""
    standing = Certificate.objects.filter(
        source_kind=SourceKind.ENROLMENT, source_id=OuterRef("pk"), state__in=STANDING
    )
    rows = Enrolment.objects.filter(
        CERTIFICATES.scope(actor, "propose").q("session__centre_id"), ~Exists(standing), state=EnrolmentState.COMPLETED
    )
    return rows.select_related("person", "session__course", "session__centre").order_by("ended_on", "id")


def to_sign(actor: Actor) -> QuerySet[Certificate]:
    """Return the proposals of the structures in which the actor signs, the oldest first."""
    rows = Certificate.objects.filter(
        CERTIFICATES.scope(actor, "issue").q("office_id"), state=CertificateState.PROPOSED
    )
    return rows.select_related(*_WITH).order_by("id")


def searched(rows: QuerySet[Certificate], text: str) -> QuerySet[Certificate]:
    """Return the certificates whose number, title or holder's name holds what was typed."""
    wanted = " ".join(text.split())
    if not wanted:
        return rows
    return rows.filter(Q(number__iexact=wanted) | Q(title__icontains=wanted) | Q(holder__icontains=wanted))


def skills_given(certificate: Certificate) -> list[str]:
    """Return the codes of the skills that a certificate gives to the profile today."""
    rows = GainedSkill.objects.filter(source="certificate", source_id=certificate.pk, lost_on__isnull=True)
    return list(rows.values_list("code", flat=True))
