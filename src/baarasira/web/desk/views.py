"""The desk: what is due today, late first."""

from django.http import HttpResponse
from django.shortcuts import render

from baarasira.web.requests import AgentRequest


def desk(request: AgentRequest) -> HttpResponse:
    """Show the signed-in person's desk."""
    return render(request, "desk/desk.html")
