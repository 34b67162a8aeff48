"""The register of translated templates: a named officer approves the words of one language, and those words alone."""

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused

from ..documents.wording import TEMPLATES as CARRIED
from ..models import TemplateApproval
from ..policies import TEMPLATES
from .doors import person


@transaction.atomic
def approve_template(
    *, actor: Actor, template: str, language: str, sha256: str, officer: str, note: str = ""
) -> TemplateApproval:
    """Approve the words of a template in a language, as they stand; papers lose « traduction non vérifiée » from then on.

    `sha256` is of the words the officer had in front of them: other words carried meanwhile are refused. `officer` is who
    vouches for the translation, by name and function. Raises NotAllowed, RuleRefused.
    """
    TEMPLATES.require(actor, "approve")
    wording = CARRIED.get((template, language))
    found = []
    if wording is None:
        found.append(Finding("template", _("There is no such translated template."), "template"))
    elif wording.sha256 != sha256:
        found.append(Finding("template_changed", _("These words changed since the page was opened: read them again.")))
    if not officer.strip():
        sentence = _("Write the name and the function of the officer who vouches for this translation.")
        found.append(Finding("officer", sentence, "officer"))
    if found:
        raise RuleRefused(found)
    held = TemplateApproval.objects.filter(template=template, language=language, sha256=sha256).first()
    if held is not None:
        return held
    row = TemplateApproval(
        template=template, language=language, sha256=sha256, approved_by=person(actor), approved_on=actor.today,
        officer=" ".join(officer.split())[:200], note=" ".join(note.split())[:300],
    )  # fmt: skip
    writing.create(row, "paper_template.approve", actor=actor)
    return row
