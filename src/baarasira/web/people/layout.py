"""How the long form of a person is laid out: its parts in the order of the conversation, what is rarer folded."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence

from .forms import OCCUPATIONS, PersonForm


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: its title, rows of fields side by side, and rows folded under a title of their own."""

    anchor: str
    title: Sentence
    rows: Sequence[Sequence[BoundField]]
    folded: Sequence[Sequence[BoundField]] = ()
    folded_title: Sentence = ""
    # Folded fields with an error, or already filled, are shown open.
    open: bool = field(default=False)


def parts_of(form: PersonForm) -> list[Part]:
    """Return the parts of the form; fields the form does not have are left out."""
    phones = [
        [[f"phone_{i}", f"phone_{i}_owner"], [f"phone_{i}_owner_name", f"phone_{i}_hour"], [f"phone_{i}_whatsapp", f"phone_{i}_voice"]]
        for i in form.phone_slots
    ]  # fmt: skip
    others = [[f"language_{i}", f"language_{i}_level"] for i in form.language_slots]
    consents = [[name] for name in form.fields if name.startswith("consent_") and name != "consent_how"]
    return [
        _part(
            form,
            "identite",
            _("Who is it?"),
            [["office"], ["surname", "given_names"], ["sex", "born"], ["nina", "no_nina_reason"]],
            [
                ["birth_place", "nationality"],
                ["father_name", "mother_name"],
                ["maiden_name", "other_script_name"],
                ["document_kind", "document_number"],
                ["document_expires"],
            ],
            _("Parents, birth place, document shown"),
        ),
        _part(
            form,
            "telephones",
            _("How to reach the person?"),
            [phones[0][0], phones[0][2]],
            [phones[0][1], *(row for rows in phones[1:] for row in rows), ["preferred_channel", "preferred_language"], ["email"]],
            _("Owner, best hour, other phone, e-mail"),
        ),
        _part(
            form,
            "lieu",
            _("Where do they live?"),
            [["region", "cercle"], ["commune", "locality"]],
            [["landmark", "country"]],
            _("Landmark, abroad"),
        ),
        _part(
            form,
            "langues",
            _("What do they speak and read?"),
            [["speaks_bm", "speaks_fr"], others[0], ["reading_latin"]],
            [*others[1:], ["reading_nko", "reading_arabic"]],
            _("Another language, other scripts"),
        ),
        _part(
            form,
            "metiers",
            _("What work do they know and want?"),
            [["situation"], *([f"occupation_{i}", f"occupation_{i}_years"] for i in range(OCCUPATIONS)), ["skills"]],
            [["licences"]],
            _("Licences and certificates"),
        ),
        _part(
            form,
            "ecole",
            _("What schooling do they have?"),
            [["education", "diploma"]],
            [["education_field", "diploma_verified"]],
            _("Field of study, diploma seen"),
        ),
        _part(
            form,
            "mobilite",
            _("Where and when can they work?"),
            [["anywhere", "any_country"], ["available_from", "wage_wish"]],
            [["mobility"], ["destinations"], ["other_destinations"]],
            _("Choose regions and countries"),
        ),
        *([_part(form, "accords", _("What do they agree to?"), [*consents, ["consent_how"]])] if consents else []),
    ]  # fmt: skip


def _part(
    form: PersonForm,
    anchor: str,
    title: Sentence,
    rows: list[list[str]],
    folded: list[list[str]] | None = None,
    folded_title: Sentence = "",
) -> Part:
    hidden = _bound(form, folded or [])
    return Part(anchor, title, _bound(form, rows), hidden, folded_title, _must_show(form, hidden))


def _bound(form: PersonForm, rows: list[list[str]]) -> list[list[BoundField]]:
    kept = [[form[name] for name in names if name in form.fields and not form[name].is_hidden] for names in rows]
    return [row for row in kept if row]


def _must_show(form: PersonForm, rows: list[list[BoundField]]) -> bool:
    return any(field.errors for row in rows for field in row) if form.is_bound else False
