"""The queue of files that may be one person's, the two side by side, what is said of them, merging and undoing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.doubles import actions, holds, queries
from baarasira.doubles.enums import TO_DECIDE, MergeState, PairState
from baarasira.doubles.models import Merge, Pair
from baarasira.doubles.policies import PAIRS
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.kernel.journal import write as journal
from baarasira.people.duplicates import WORDS
from baarasira.people.models import Person
from baarasira.people.queries import IN_FORCE, first_phones
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.paging import paginate

from . import comparing
from .forms import DIFFERENT, SAME, ReasonForm, SayForm

TONES = {
    PairState.WAITING: "wait", PairState.UNSURE: "wait", PairState.PROPOSED: "wait", PairState.DIFFERENT: "neutral",
    PairState.MERGED: "done",
}  # fmt: skip


def percent(pair: Pair) -> str:
    """Return a probability in words: ``97 %``, never 100."""
    return f"{min(99, round(float(pair.probability) * 100))} %"


def reasons(pair: Pair) -> str:
    """Return what two files share, in words."""
    return ", ".join(str(WORDS[code]) for code in pair.found_by if code in WORDS)


@require_GET
def list_pairs(request: AgentRequest) -> HttpResponse:
    """Show the pairs of the agent's offices, the most certain first."""
    PAIRS.require(request.actor, "view")
    wanted = request.GET.get("etat", "")
    rows = (
        queries.visible_to(request.actor).filter(state=wanted)
        if wanted in PairState.values
        else queries.queue(request.actor)
    )
    page = paginate(rows, order=("-probability", "id"), request=request)
    context = {
        "page": page,
        "lines": [
            {"pair": row, "tone": TONES[PairState(row.state)], "percent": percent(row), "why": reasons(row)} for row in page.rows
        ],
        "states": [(state.value, state.label, state.value == wanted) for state in PairState],
        "wanted": wanted,
    }  # fmt: skip
    return render(request, "doubles/list.html", context)


def _pair(request: AgentRequest, pair_id: UUID) -> Pair:
    PAIRS.require(request.actor, "view")
    return get_object_or_404(queries.visible_to(request.actor), pk=pair_id)


def _people(pair: Pair) -> tuple[Person, Person]:
    """Return both people with what the comparison shows."""
    rows = Person.objects.select_related("office", "region", "cercle").prefetch_related(first_phones())
    found = {row.pk: row for row in rows.filter(pk__in=(pair.one_id, pair.other_id))}
    return found[pair.one_id], found[pair.other_id]


@require_GET
def pair(request: AgentRequest, pair_id: UUID) -> HttpResponse:
    """Show both files side by side."""
    found = _pair(request, pair_id)
    return _page(request, found, SayForm(found))


def _page(request: AgentRequest, found: Pair, form: SayForm, status: int = 200) -> HttpResponse:
    """Answer both files side by side, and journal the look at each."""
    actor = request.actor.because(_("Files that may be one person's"))
    for person in (found.one, found.other):
        journal.look(
            actor,
            "person.compare",
            noun="person",
            object_id=person.pk,
            subject_id=person.pk,
            structure_id=person.office_id,
        )
    one, other = _people(found)
    held = holds.held_by([one.pk, other.pk])
    in_use = one.state in IN_FORCE and other.state in IN_FORCE
    mine = same_person(request.user, found.decided_by)
    may_say = queries.may(request.actor, "decide", found) and in_use and found.state in TO_DECIDE
    merge = found.merges.select_related("said_by", "done_by", "kept", "absorbed").first()
    context: dict[str, Any] = {
        "pair": found, "one": one, "other": other, "lines": comparing.lines(one, other), "percent": percent(found),
        "why": reasons(found), "tone": TONES[PairState(found.state)], "form": form,
        "holds": [(one, comparing.held(held, one)), (other, comparing.held(held, other))] if held else [],
        "may_say": may_say, "decided": found.state not in (PairState.WAITING, PairState.MERGED), "mine": mine,
        "may_merge": found.state == PairState.PROPOSED and in_use and not mine and queries.may(request.actor, "second", found),
        "may_put_back": found.state == PairState.DIFFERENT and in_use and queries.may(request.actor, "decide", found),
        "back_form": ReasonForm(initial={"version": found.version}, auto_id="back_%s"),
        "merge": merge if merge is not None and merge.state == MergeState.DONE else None,
        "may_undo": queries.may(request.actor, "undo", found),
    }  # fmt: skip
    return render(request, "doubles/pair.html", context, status=status)


def _to(pair_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("doubles:pair", args=[pair_id]))


@require_POST
def say(request: AgentRequest, pair_id: UUID) -> HttpResponse:
    """Record what the agent says of both files: same, different, not sure."""
    found = _pair(request, pair_id)
    form = SayForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    values = form.cleaned_data
    shared = {
        "actor": request.actor,
        "pair_id": found.pk,
        "reason": values["reason"],
        "expected_version": values["version"],
    }
    try:
        if values["said"] == SAME:
            kept_id = UUID(values["kept"]) if values["kept"] else found.pk
            said = actions.same_person_said(kept_id=kept_id, **shared)
        else:
            said = actions.part_pair(**shared) if values["said"] == DIFFERENT else actions.say_unsure(**shared)
    except NotAllowed:
        raise
    except BusinessError as refusal:
        form.refuse(refusal)
        return _page(request, found, form, 422)
    messages.success(request, _SAID[PairState(said.state)]())
    return _to(found.pk)


_SAID = {
    PairState.MERGED: lambda: _("The two files are merged. The merge can be undone."),
    PairState.PROPOSED: lambda: _("Recorded. These files hold something paid or signed: a second agent merges them."),
    PairState.DIFFERENT: lambda: _("Recorded: two different people. They are not shown in the queue any more."),
    PairState.UNSURE: lambda: _("Recorded. The two files stay in the queue."),
}


@require_POST
def merge(request: AgentRequest, pair_id: UUID) -> HttpResponse:
    """Merge what another agent proposed."""
    found = _pair(request, pair_id)
    done = actions.merge_pair(actor=request.actor, pair_id=found.pk, expected_version=_version(request))
    told = _("File %(absorbed)s goes on as %(kept)s. The merge can be undone.")
    messages.success(request, told % {"absorbed": done.absorbed.number, "kept": done.kept.number})
    return _to(found.pk)


@require_POST
def put_back(request: AgentRequest, pair_id: UUID) -> HttpResponse:
    """Put a pair that was told apart back in the queue."""
    found = _pair(request, pair_id)
    actions.put_back(
        actor=request.actor,
        pair_id=found.pk,
        reason=request.POST.get("reason", "")[:2000],
        expected_version=_version(request),
    )
    messages.success(request, _("The two files are in the queue again."))
    return _to(found.pk)


def undo(request: AgentRequest, merge_id: UUID) -> HttpResponse:
    """Say what undoing a merge gives back, then undo it with a reason."""
    rows = Merge.objects.select_related("pair", "kept", "absorbed", "said_by", "done_by")
    found = get_object_or_404(rows.filter(pair__in=queries.visible_to(request.actor)), pk=merge_id)
    if not queries.may(request.actor, "undo", _pair(request, found.pair_id)):
        PAIRS.require(request.actor, "undo", found.kept.office_id)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.undo_merge(
                actor=request.actor, merge_id=found.pk, reason=values["reason"], expected_version=values["version"]
            )
        except NotAllowed:
            raise
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The merge is undone: both files are as they were."))
            return _to(found.pair_id)
    context = {"merge": found, "form": form, "rows": len(found.moved)}
    return render(request, "doubles/undo.html", context, status=422 if form.errors else 200)


def _version(request: AgentRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None
