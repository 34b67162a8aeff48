"""The figures of migration: M01–M18, incidents by kind, returns by proof, SDG 10.7.1 and its seasonal look-alike."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from baarasira.kernel.errors import Sentence
from baarasira.kernel.journal import write as journal
from baarasira.mobility.incidents.enums import IncidentKind
from baarasira.mobility.incidents.queries.costs import Ratio
from baarasira.programmes.kinds import ReturnProof
from baarasira.statistics import migration as figures
from baarasira.statistics.indicators import Figure
from baarasira.statistics.migration_sheet import workbook
from baarasira.statistics.policies import FIGURES, MIGRATION_FIGURES
from baarasira.statistics.scopes import scope_of
from baarasira.web.requests import AgentRequest

from .views import asked, name_of, shown


def part_names() -> Mapping[str, str]:
    """Return what each part of an indicator is called."""
    proofs = {f"M10.{proof.value}": str(proof.label) for proof in ReturnProof}
    return {
        "M02E": _("Eligibility"),
        "M02S": _("Selection"),
        "M02M": _("Medical visit"),
        "M02V": _("Visa"),
        "M04A": pgettext("stage", "Applied"),
        "M04S": pgettext("stage", "Selected"),
        "M04D": pgettext("stage", "Left"),
        "M14Z": _("Paid nothing"),
        **proofs,
    }


def kind_name(kind: str) -> str:
    """Return the name of a kind of incident; that of the line of small counts for none."""
    return str(IncidentKind(kind).label) if kind else _("Health and violence, small counts together")


def value_words(figure: Figure) -> str:
    """Return a figure in words, or that it is held back."""
    return _("held back") if figure.held else shown(figure)


def _cards(now: Mapping[str, Figure]) -> list[dict[str, object]]:
    names = part_names()
    cards: list[dict[str, object]] = []
    for code, indicator in figures.MIGRATION.items():
        found = list(figures.parts(now, code))
        whole = next((figure for figure in found if figure.code == code), None)
        rest = [figure for figure in found if figure.code != code]
        if whole is not None:
            said = "; ".join(f"{names[figure.code]}{_(': ')}{value_words(figure)}" for figure in rest)
            cards.append(_card(code, indicator.label, whole, said, indicator.definition))
            continue
        for figure in rest:
            label = f"{indicator.label}{_(': ')}{names[figure.code]}"
            cards.append(_card(figure.code, label, figure, "", indicator.definition))
    return cards


def _card(code: str, label: Sentence, figure: Figure, said: str, definition: Sentence) -> dict[str, object]:
    return {"code": code, "label": label, "value": value_words(figure), "parts": said, "definition": definition}


def ratio_words(ratio: Ratio) -> dict[str, object]:
    """Return the ratio of costs to earnings as the page shows it."""
    return {
        "workers": ratio.workers,
        "counted": ratio.counted,
        "mean": float(ratio.mean) if ratio.mean is not None else None,
        "median": float(ratio.median) if ratio.median is not None else None,
    }


@require_GET
def migration(request: AgentRequest) -> HttpResponse:
    """Show the indicators M01–M18 of a territory over a period."""
    form, scope, period = asked(request, MIGRATION_FIGURES)
    now = figures.figures(scope, period)
    standard, seasonal = figures.sdg(scope, period)
    kinds = figures.incidents_by_kind(scope, period)
    context = {
        "form": form,
        "period": period,
        "name": name_of(form),
        "cards": _cards(now),
        "kinds": [
            {"name": kind_name(kind), "number": "" if figure.held else int(figure.over), "rate": value_words(figure)}
            for kind, figure in kinds
        ],
        "standard": ratio_words(standard),
        "seasonal": ratio_words(seasonal),
        "query": request.GET.urlencode(),
        "may_export": MIGRATION_FIGURES.allows(request.actor, "export"),
        "may_others": FIGURES.allows(request.actor, "view"),
    }
    return render(request, "statistics/migration.html", context)


@require_GET
def migration_sheet(request: AgentRequest) -> HttpResponse:
    """Return the figures of migration as a spreadsheet; the download is journaled."""
    form, _scope, period = asked(request, MIGRATION_FIGURES)
    scope = scope_of(request.actor, form.chosen_id(), "export", MIGRATION_FIGURES)
    content = workbook(
        name=name_of(form),
        period=period,
        now=figures.figures(scope, period),
        kinds=[(kind_name(kind), figure) for kind, figure in figures.incidents_by_kind(scope, period)],
        ratios=figures.sdg(scope, period),
        names=part_names(),
    )
    after = {"first": period.first, "last": period.last}
    journal.record(request.actor, "figures.export", noun="figures", structure_id=form.chosen_id(), after=after)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"migration-{period.first:%Y%m%d}-{period.last:%Y%m%d}.xlsx"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
