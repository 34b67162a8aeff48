"""Recording organisations and the people to call there."""

from uuid import UUID

from django.db import transaction

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.reference import phones
from baarasira.reference.enums import Origin

from .. import rules
from ..details import OrganisationDetails
from ..models import Organisation, OrganisationContact
from ..policies import ORGANISATIONS


@transaction.atomic
def record_organisation(*, actor: Actor, details: OrganisationDetails, form_token: UUID | None = None) -> Organisation:
    """Record an organisation in the register of the country.

    The same `form_token` again returns the one already recorded. Raises NotAllowed, RuleRefused.
    """
    ORGANISATIONS.require(actor, "record")
    if form_token is not None:
        door(f"organisation-form:{form_token}")
        if known := Organisation.objects.filter(form_token=form_token).first():
            return known
    details = details.tidy()
    rules.refuse(rules.organisation_findings(details, actor.today))
    organisation = Organisation(form_token=form_token, origin=Origin.ADMINISTRATOR, **details.values())
    writing.create(organisation, "organisation.record", actor=actor)
    return organisation


@transaction.atomic
def edit_organisation(
    *, actor: Actor, organisation: Organisation, details: OrganisationDetails, version: int | None
) -> Organisation:
    """Correct an organisation; one the product carried is from then on the service's own. NotAllowed, Stale, RuleRefused."""
    ORGANISATIONS.require(actor, "edit")
    stored = Organisation.objects.select_for_update().get(pk=organisation.pk)
    details = details.tidy()
    rules.refuse(rules.organisation_findings(details, actor.today))
    values = {**details.values(), "origin": Origin.ADMINISTRATOR}
    writing.edit(stored, "organisation.edit", actor=actor, values=values, expected_version=version)
    return stored


@transaction.atomic
def add_contact(
    *, actor: Actor, organisation: Organisation, name: str, function: str = "", phone: str = "", email: str = ""
) -> OrganisationContact:
    """Add a person to call at an organisation. Raises NotAllowed, RuleRefused."""
    ORGANISATIONS.require(actor, "edit")
    name, function = " ".join(name.split()), " ".join(function.split())
    rules.refuse(rules.contact_findings(name, function, phone, email))
    stored_phone = phones.parse(phone).e164 if phone else ""
    contact = OrganisationContact(
        organisation=organisation, name=name, function=function, phone=stored_phone, email=email
    )
    writing.create(contact, "organisation_contact.add", actor=actor)
    return contact


@transaction.atomic
def end_contact(*, actor: Actor, contact: OrganisationContact) -> None:
    """Mark that a person is no longer the one to call; the row stays. Raises NotAllowed."""
    ORGANISATIONS.require(actor, "edit")
    stored = OrganisationContact.objects.select_for_update().get(pk=contact.pk)
    if stored.ended_on is None:
        writing.edit(stored, "organisation_contact.end", actor=actor, values={"ended_on": actor.today})
