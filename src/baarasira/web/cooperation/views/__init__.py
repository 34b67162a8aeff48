"""Pages of cooperation: agreements, what stands in them, their acts; the register of organisations."""

from .acts import do_act
from .content import (
    add_member,
    end_member,
    record_meeting,
    record_opinion,
    remove_term,
    set_ceilings,
    set_term,
    set_topics,
)
from .listing import export_agreements, list_agreements, suggest_occupations
from .organisations import (
    add_contact,
    edit_organisation,
    end_contact,
    list_organisations,
    new_organisation,
    organisation_file,
    suggest_organisations,
)
from .suspending import lift, suspend
from .writing import agreement_file, edit_agreement, new_agreement

__all__ = [
    "add_contact",
    "add_member",
    "agreement_file",
    "do_act",
    "edit_agreement",
    "edit_organisation",
    "end_contact",
    "end_member",
    "export_agreements",
    "lift",
    "list_agreements",
    "list_organisations",
    "new_agreement",
    "new_organisation",
    "organisation_file",
    "record_meeting",
    "record_opinion",
    "remove_term",
    "set_ceilings",
    "set_term",
    "set_topics",
    "suggest_occupations",
    "suggest_organisations",
    "suspend",
]
