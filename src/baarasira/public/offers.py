"""Published offers for everyone: a search, and a page per offer that search engines can read."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from baarasira.candidacies.queries import seats_taken
from baarasira.employers.names import without_elisions
from baarasira.engine import canonical_words
from baarasira.network.queries import regions
from baarasira.openings.enums import ContractKind, WagePeriod
from baarasira.openings.models import Opening
from baarasira.openings.queries import offers, published
from baarasira.reference.education import EDUCATION_LEVELS
from baarasira.reference.occupations import occupation_label
from baarasira.web.openings import words
from baarasira.web.shell.paging import paginate

_PAGE = 20
_EMPLOYMENT = {
    ContractKind.PERMANENT: "FULL_TIME",
    ContractKind.FIXED_TERM: "TEMPORARY",
    ContractKind.SEASONAL: "TEMPORARY",
    ContractKind.DAILY: "PER_DIEM",
    ContractKind.INTERNSHIP: "INTERN",
    ContractKind.APPRENTICESHIP: "OTHER",
}
_UNIT = {
    WagePeriod.HOUR: "HOUR", WagePeriod.DAY: "DAY", WagePeriod.WEEK: "WEEK", WagePeriod.MONTH: "MONTH",
}  # fmt: skip


def _found(text: str, region: str) -> QuerySet[Opening]:
    """Return the published offers whose title or employer has every word, in a region or abroad when asked."""
    rows = published(timezone.localdate())
    for word in canonical_words(without_elisions(text))[:6]:
        rows = rows.filter(Q(title_key__contains=f" {word}") | Q(employer__name_key__contains=word))
    if region == "abroad":
        return rows.exclude(country="")
    return rows.filter(region_id=region) if region else rows


def _line(opening: Opening) -> dict[str, Any]:
    return {
        "opening": opening,
        "place": words.place_words(opening),
        "wage": words.wage_words(opening),
        "contract": words.contract_words(opening),
    }


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def list_offers(request: HttpRequest) -> HttpResponse:
    """The published offers, newest first, by words and by region."""
    text, region = request.GET.get("q", "").strip()[:100], request.GET.get("region", "")
    rows = _found(text, region).select_related("cercle")
    page = paginate(rows, order=("-published_at", "id"), request=request, size=_PAGE)
    context = {
        "page": page,
        "lines": [_line(opening) for opening in page.rows],
        "typed": text,
        "region": region,
        "regions": regions(),
    }
    return render(request, "public/offers.html", context)


@login_not_required
@require_GET
@cache_control(public=True, max_age=60)
def show_offer(request: HttpRequest, number: str) -> HttpResponse:
    """One offer; when it has closed, a sentence that says so and where the others are (status 410)."""
    opening = published(timezone.localdate()).select_related("cercle").filter(number=number).first()
    if opening is None:
        known = get_object_or_404(offers().filter(published_at__isnull=False), number=number)
        return render(request, "public/offer_ended.html", {"opening": known}, status=410)
    free = opening.seats - seats_taken([opening.pk]).get(opening.pk, 0)
    facts = [
        (_("Place of work"), words.place_words(opening)),
        (_("Wage"), words.wage_words(opening)),
        (_("Contract"), words.contract_words(opening)),
        (_("Places"), str(free) if free > 0 else _("all filled: ask for similar offers")),
        (_("Occupation"), occupation_label(opening.occupation, "fr")),
        (_("Benefits"), opening.benefits),
    ]
    context = {
        "opening": opening,
        "facts": [(label, value) for label, value in facts if value],
        "asked": words.requirement_facts(opening),
        "wished": words.wish_facts(opening),
        "posting": _script(job_posting(opening, request.build_absolute_uri(reverse("public:offer", args=[number])))),
    }
    return render(request, "public/offer.html", context)


def job_posting(opening: Opening, address: str) -> dict[str, Any]:
    """Return the offer as schema.org JobPosting (domain.md D.2); nationality is never a requirement of the place."""
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": opening.title,
        "description": opening.description or opening.title,
        "identifier": {"@type": "PropertyValue", "name": settings.BAARASIRA_AGENCY, "value": opening.number},
        "url": address,
        "datePosted": opening.published_at.date() if opening.published_at else None,
        "validThrough": opening.expires_on,
        "employmentType": _EMPLOYMENT[ContractKind(opening.contract)],
        "hiringOrganization": {"@type": "Organization", "name": opening.employer.name},
        "jobLocation": {"@type": "Place", "address": _address(opening)},
        "occupationalCategory": f"ISCO-08 {opening.occupation} {occupation_label(opening.occupation, 'en')}",
        "totalJobOpenings": opening.seats,
        "directApply": False,
    }
    if opening.wage is not None:
        unit = _UNIT[WagePeriod(opening.wage_period)]
        amount = {"@type": "QuantitativeValue", "value": float(opening.wage), "unitText": unit}
        posting["baseSalary"] = {"@type": "MonetaryAmount", "currency": opening.wage_currency, "value": amount}
    if opening.hours_per_week is not None:
        posting["workHours"] = f"{opening.hours_per_week.normalize():f} h"
    if opening.min_education:
        posting["qualifications"] = EDUCATION_LEVELS.label(str(opening.min_education))
    return posting


def _address(opening: Opening) -> dict[str, str]:
    names = {
        "streetAddress": opening.workplace,
        "addressLocality": opening.cercle.name if opening.cercle else "",
        "addressRegion": opening.region.name if opening.region else "",
        "addressCountry": opening.country or "ML",
    }
    return {"@type": "PostalAddress", **{key: value for key, value in names.items() if value}}


def _script(posting: dict[str, Any]) -> str:
    """Return the JSON safe inside a script element: the five characters that could end or confuse it are escaped."""
    text = json.dumps(posting, cls=DjangoJSONEncoder, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - every character that could end the script is escaped above
