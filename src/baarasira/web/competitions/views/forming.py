"""A page that is one form: what it does, where it leads, what stands against it beside its fields."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.training.competitions.models import Competition
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form


def form_page(
    request: AgentRequest,
    form: Form,
    do: Callable[[dict[str, Any]], Any],
    *,
    competition: Competition,
    title: str,
    button: str,
    done: str,
    intro: str = "",
    to: str = "",
    kind: str = "main",
) -> HttpResponse:
    """Show a form, or do what it asks and go back to the competition (or to the address `to`)."""
    back = to or reverse("competitions:file", args=[competition.pk])
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except NotAllowed:
            raise
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, done)
            return redirect(back)
    context = {
        "form": form, "competition": competition, "title": title, "button_label": button, "intro": intro, "back": back,
        "button_kind": kind,
    }  # fmt: skip
    return render(request, "competitions/form.html", context, status=422 if form.errors else 200)
