"""The acts of a page: each with its form or what it cannot undo, drawn alike, done by one call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form


@dataclass(slots=True)
class Offer:
    """An act that a page offers: its verb, and a form, or a consequence to confirm (`reason`: asked with it), or neither."""

    name: str
    label: Sentence
    url: str
    form: Form | None = None
    consequence: Sentence = ""
    reason: bool = False
    files: bool = False
    open: bool = False


Do = Callable[[Mapping[str, Any]], object]
Draw = Callable[[Mapping[str, Form], int], HttpResponse]


def act(
    request: AgentRequest,
    name: str,
    known: Mapping[str, tuple[Form | None, Do]],
    draw: Draw,
    back: tuple[str, Sequence[Any]],
) -> HttpResponse:
    """Do the act of that name and go back to its page; draw the page again with what is wrong beside the fields.

    404 for an act that is not known. An act without a form takes the ``reason`` that was sent, and its refusal is a page.
    """
    if name not in known:
        raise Http404
    form, do = known[name]
    if form is None:
        do({"reason": request.POST.get("reason", "")})
    else:
        if form.is_valid():
            try:
                do(form.cleaned_data)
            except BusinessError as error:
                form.refuse(error)
        if form.errors:
            return draw({name: form}, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect(reverse(back[0], args=back[1]))
