"""The interface under /api/v1: its operations, its description, its errors."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from baarasira import __version__

from . import problems
from .access import Bearer
from .routes import candidacies, employers, offers, people

api = NinjaAPI(
    title="Baarasira",
    version=__version__,
    description=(
        "People, employers, offers, shortlists and candidacies of a public employment service. "
        "Each system has a token of its own, bound to an account whose roles and structure decide what it sees. "
        "Errors are RFC 9457 problems; lists go by key (`after`, `limit`, `next`); every write carries an "
        "`Idempotency-Key`."
    ),
    docs_url=None,
    auth=Bearer(),
    urls_namespace="api-v1",
)
problems.install(api)
api.add_router("/people", people.router)
api.add_router("/employers", employers.router)
api.add_router("/offers", offers.router)
api.add_router("/candidacies", candidacies.router)


def _opened(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Take the patterns out of the sign-in of pages: each operation asks for a token itself."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = login_not_required(pattern.callback)
    return patterns


_patterns, app_name, _namespace = api.urls
urlpatterns = _opened(_patterns)
