"""What may be shown to a partner: with a data agreement in force, and with the person's own consent to that partner."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.people.enums import ConsentPurpose
from baarasira.people.models import Person
from baarasira.people.queries import consents_of
from baarasira.reference.countries import HOME

from ..models import PartnerBody, PartnerConsent

_LAW = "loi 2013-015"


def may_share(person: Person, bodies: Collection[UUID]) -> set[UUID]:
    """Return to which of these partners the person agreed that their file is shown: the newest word of each. Two queries.

    Taken back for every partner (people's consents) after it was given to one, it is taken back from that one too.
    """
    general = consents_of(person.pk).get(ConsentPurpose.PARTNERS)
    taken_back = general.at if general is not None and not general.given else None
    newest: dict[UUID, tuple[bool, datetime]] = {}
    rows = PartnerConsent.objects.filter(person=person, body_id__in=bodies).order_by("id")
    for body_id, given, at in rows.values_list("body_id", "given", "at"):
        newest[body_id] = (given, at)
    return {body_id for body_id, (given, at) in newest.items() if given and (taken_back is None or taken_back <= at)}


def sharing_findings(person: Person, body: PartnerBody, on: date) -> list[Finding]:
    """Return what stops the file of a person from being shown to a partner on a day; every finding blocks.

    A data agreement in force (domain.md B.8), the receipt of the APDP for a body of another country (R-13), the consent.
    """
    organisation = body.organisation
    named = {"body": organisation.label, "person": str(person)}
    found = []
    if body.ended_on is not None and body.ended_on <= on:
        sentence = _("%(body)s no longer receives files. Choose another partner.")
        found.append(Finding("partner_ended", sentence % named, "body"))
    if organisation.data_agreement_on is None or organisation.data_agreement_on > on:
        sentence = _(
            "No data agreement with %(body)s is in force: no file may be shown to it. The cooperation officer records "
            "the agreement once it is signed; until then call the partner without naming the person."
        )
        found.append(Finding("data_agreement", sentence % named, "body", source="domain.md B.8"))
    if organisation.country not in {"", HOME} and (
        organisation.apdp_receipt_on is None or organisation.apdp_receipt_on > on
    ):
        sentence = _("The receipt of the APDP for sending files to %(body)s, in another country, is not recorded.")
        found.append(Finding("R-13", sentence % named, "body", source="R-13"))
    if body.pk not in may_share(person, [body.pk]):
        sentence = _(
            "%(person)s did not agree that their file is shown to %(body)s. Ask them, and record what they say."
        )
        found.append(Finding("partner_consent", sentence % named, "body", source=_LAW))
    return found
