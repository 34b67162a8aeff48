"""The journal in words: what an entry says was done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.kernel.journal.models import Entry
from baarasira.kernel.transitions import TABLES

NOUNS: dict[str, Sentence] = {
    "account": pgettext_lazy("journal", "Account"),
    "reset": pgettext_lazy("journal", "Reset of an access"),
    "journal": pgettext_lazy("journal", "Journal"),
    "parameter": pgettext_lazy("journal", "Setting"),
}

# What is not a change of state; those take the verb of their transition table.
VERBS: dict[str, Sentence] = {
    "account.sign_in": _("Signed in"),
    "account.sign_in_failed": _("Wrong password at sign-in"),
    "account.sign_in_refused": _("Sign-in refused: address locked, or account not active"),
    "account.lock": _("Address locked after too many failures"),
    "account.sign_out": _("Signed out"),
    "account.end_visit": _("Ended a visit from afar"),
    "account.confirm_password": _("Typed the password once more"),
    "account.confirm_password_failed": _("Wrong password when asked once more"),
    "account.confirm_password_refused": _("Password not looked at: address locked, or account not active"),
    "account.choose_password": _("Chose a password"),
    "account.edit_profile": _("Changed phone or language"),
    "account.add_role": _("Role given"),
    "account.remove_role": _("Role ended"),
    "account.renew_invitation": _("New link of invitation"),
    "account.set_second_factor": _("Second factor set up"),
    "account.verify_second_factor": _("Second factor given"),
    "account.second_factor_failed": _("Wrong code of the second factor"),
    "account.remove_second_factor": _("Second factor removed"),
    "account.forget_second_factor": _("Lost telephone forgotten"),
    "account.new_recovery_codes": _("New recovery codes"),
    "journal.read": _("Read the content of an entry"),
    "journal.export": _("Exported entries of the journal"),
    "parameter.set": _("Setting changed"),
}


def verb_words(verb: str) -> Sentence:
    """Return what a verb says: of this page's own list, of a table of states, or the code itself."""
    if verb in VERBS:
        return VERBS[verb]
    noun, _dot, name = verb.partition(".")
    table = TABLES.get(noun)
    row = table.rows.get(name) if table is not None else None
    return row.label if row is not None and row.label else verb


def noun_words(noun: str) -> Sentence:
    """Return the name of a noun, the code itself for one not listed."""
    return NOUNS.get(noun, noun)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as lists show it: what was done in words, and where to read it."""

    entry: Entry
    title: Sentence
    noun: Sentence
    url: str


def described(entry: Entry) -> Line:
    """Return an entry with its words and the address of its page."""
    return Line(entry, verb_words(entry.verb), noun_words(entry.noun), reverse("journal:entry", args=[entry.id]))
