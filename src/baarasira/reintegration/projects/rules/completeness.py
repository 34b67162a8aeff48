"""What a project file still lacks before the committee may see it (domain.md C.5), each a sentence with its part."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence

from ..enums import Part, ProjectKind, Site
from ..models import Equipment, Project
from .forecast import MONTHS

QUOTES_LEAST = 2
"""Pro-formas of different suppliers a line of equipment has (C.5)."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing missing: in which part, and the sentence that says so."""

    part: Part
    sentence: Sentence


_WORDS: tuple[tuple[Part, str, Promise], ...] = (
    (Part.ACTIVITY, "activity", _("Say what the business will do, day by day.")),
    (Part.ACTIVITY, "sector", _("Choose the branch of activity.")),
    (Part.ACTIVITY, "place", _("Write where the business will be.")),
    (Part.MARKET, "customers", _("Say who will buy, and how many they are.")),
    (Part.MARKET, "competitors", _("Say who sells the same nearby.")),
    (Part.MARKET, "suppliers", _("Say where the supplies come from.")),
    (Part.RISKS, "risks", _("Say what may go wrong, and what will be done then.")),
    (Part.RISKS, "environment", _("Write a remark on the environment, or that there is nothing to say.")),
)


def lacks(project: Project) -> list[Lack]:
    """Return everything the file lacks, in the order of its parts; empty when the committee may see it. Two queries."""
    found = [Lack(part, sentence) for part, field, sentence in _WORDS if not getattr(project, field).strip()]
    found += [*_site(project), *_equipment(project), *_money(project), *_forecast(project)]
    if not project.training or project.training_file_id is None:
        sentence = _("The way in is the course (CREE): write its day and join the workbook or the certificate.")
        found.append(Lack(Part.TRAINING, sentence))
    return sorted(found, key=lambda lack: list(Part).index(lack.part))


def _site(project: Project) -> Iterator[Lack]:
    if project.latitude is None or project.longitude is None:
        yield Lack(Part.ACTIVITY, _("Take the position of the site: photos are compared with it later."))
    if project.site != Site.NONE and not project.site_proof.strip():
        yield Lack(Part.ACTIVITY, _("Write which paper proves the right to the site."))
    if project.jobs is None:
        yield Lack(Part.ACTIVITY, _("Write how many people will work, 0 besides the person included."))
    if project.kind == ProjectKind.COLLECTIVE and project.members < 2:
        yield Lack(Part.ACTIVITY, _("A collective project has two members at least."))


def _equipment(project: Project) -> Iterator[Lack]:
    lines = list(Equipment.objects.filter(project=project, removed_on__isnull=True).prefetch_related("quotes"))
    if not lines:
        yield Lack(Part.EQUIPMENT, _("Write what must be bought."))
    for line in lines:
        quotes = list(line.quotes.all())
        if len({" ".join(quote.supplier.casefold().split()) for quote in quotes}) < QUOTES_LEAST:
            yield Lack(Part.EQUIPMENT, _("%(label)s: two pro-formas of two suppliers.") % {"label": line.label})
        elif not any(quote.chosen for quote in quotes):
            yield Lack(Part.EQUIPMENT, _("%(label)s: choose one of the pro-formas.") % {"label": line.label})


def _money(project: Project) -> Iterator[Lack]:
    if project.own_cash is None and project.own_kind is None:
        yield Lack(Part.MONEY, _("Write what the person and the family bring, 0 included."))
    if not project.asked:
        yield Lack(Part.MONEY, _("Write the amount asked for."))


def _forecast(project: Project) -> Iterator[Lack]:
    if any(len(values) != MONTHS for values in (project.revenue, project.purchases, project.charges)):
        yield Lack(Part.FORECAST, _("Write the twelve months of sales and costs."))
    elif not sum(project.revenue):
        yield Lack(Part.FORECAST, _("Nothing is sold in these twelve months: write the sales expected."))
