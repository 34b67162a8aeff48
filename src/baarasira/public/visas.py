"""Checking the visa of a work contract by the code printed on its letter. Works without script: the server looks."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from baarasira.mobility.contracts.checking import check_token
from baarasira.reference.countries import COUNTRIES


@login_not_required
@never_cache
@require_GET
def check_visa(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the code read off the visa of a contract is worth."""
    check = check_token(token, timezone.localdate())
    context = {"check": check, "country": COUNTRIES.label(check.country) if check.country else ""}
    response = render(request, "public/check_visa.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
