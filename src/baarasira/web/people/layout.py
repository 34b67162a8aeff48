"""How the long form of a person is laid out: its parts in the order of the conversation, what is rarer folded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence

from .forms import OCCUPATIONS, PersonForm

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where fields stand: the part's anchor and title, rows of field names, rows folded under a title of their own.

    The names ``*phones``, ``*other_languages`` and ``*consents`` stand for as many rows as the form has of them.
    """

    anchor: str
    title: Sentence
    rows: Rows
    folded: Rows = ()
    folded_title: Sentence = ""


PLANS: Sequence[Plan] = (
    Plan(
        "identite",
        _("Who is it?"),
        (("office",), ("surname", "given_names"), ("sex", "born"), ("nina", "no_nina_reason")),
        (
            ("birth_place", "nationality"),
            ("father_name", "mother_name"),
            ("maiden_name", "other_script_name"),
            ("document_kind", "document_number"),
            ("document_expires",),
        ),
        _("Parents, birth place, document shown"),
    ),
    Plan(
        "telephones",
        _("How to reach the person?"),
        (("phone_0", "phone_0_owner"), ("phone_0_whatsapp", "phone_0_voice")),
        (
            ("phone_0_owner_name", "phone_0_hour"),
            ("*phones",),
            ("preferred_channel", "preferred_language"),
            ("email",),
        ),
        _("Owner, best hour, other phone, e-mail"),
    ),
    Plan(
        "lieu",
        _("Where do they live?"),
        (("region", "cercle"), ("commune", "locality")),
        (("landmark", "country"),),
        _("Landmark, abroad"),
    ),
    Plan(
        "langues",
        _("What do they speak and read?"),
        (("speaks_bm", "speaks_fr"), ("language_0", "language_0_level"), ("reading_latin",)),
        (("*other_languages",), ("reading_nko", "reading_arabic")),
        _("Another language, other scripts"),
    ),
    Plan(
        "metiers",
        _("What work do they know and want?"),
        (("situation",), *((f"occupation_{i}", f"occupation_{i}_years") for i in range(OCCUPATIONS)), ("skills",)),
        (("licences",),),
        _("Licences and certificates"),
    ),
    Plan(
        "ecole",
        _("What schooling do they have?"),
        (("education", "diploma"),),
        (("education_field", "diploma_verified"),),
        _("Field of study, diploma seen"),
    ),
    Plan(
        "mobilite",
        _("Where and when can they work?"),
        (("anywhere", "any_country"), ("available_from", "wage_wish")),
        (("mobility",), ("destinations",), ("other_destinations",)),
        _("Choose regions and countries"),
    ),
    Plan("accords", _("What do they agree to?"), (("*consents",), ("consent_how",))),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form as the page draws it; `open` when a folded field has an error."""

    anchor: str
    title: Sentence
    rows: Sequence[Sequence[BoundField]]
    folded: Sequence[Sequence[BoundField]]
    folded_title: Sentence
    open: bool


def parts_of(form: PersonForm) -> list[Part]:
    """Return the parts of a form; fields and parts that it does not have are left out."""
    parts = (_part(form, plan) for plan in PLANS)
    return [part for part in parts if part.rows]


def _part(form: PersonForm, plan: Plan) -> Part:
    folded = _bound(form, plan.folded)
    faulty = form.is_bound and any(field.errors for row in folded for field in row)
    return Part(plan.anchor, plan.title, _bound(form, plan.rows), folded, plan.folded_title, faulty)


def _bound(form: PersonForm, rows: Rows) -> list[list[BoundField]]:
    named = [names for row in rows for names in _several(form, row)]
    kept = [[form[name] for name in names if name in form.fields and not form[name].is_hidden] for names in named]
    return [row for row in kept if row]


def _several(form: PersonForm, row: Sequence[str]) -> Iterable[Sequence[str]]:
    match row[0]:
        case "*phones":
            for i in form.phone_slots[1:]:
                yield (f"phone_{i}", f"phone_{i}_owner")
                yield (f"phone_{i}_owner_name", f"phone_{i}_hour")
                yield (f"phone_{i}_whatsapp", f"phone_{i}_voice")
        case "*other_languages":
            yield from ((f"language_{i}", f"language_{i}_level") for i in form.language_slots[1:])
        case "*consents":
            yield from ((name,) for name in form.fields if name.startswith("consent_") and name != "consent_how")
        case _:
            yield row
