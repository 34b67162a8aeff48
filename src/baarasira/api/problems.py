"""Errors as RFC 9457 problem details (`application/problem+json`)."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, Taken, WrongState
from baarasira.matching.index import IndexNotReady

TYPE = "application/problem+json"
_STATUS: Sequence[tuple[type[BusinessError], int]] = (
    (NotAllowed, 403),
    (Stale, 409),
    (WrongState, 409),
    (Taken, 409),
    (IndexNotReady, 503),
)


def problem(status: int, detail: str, *, code: str = "", errors: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    """Return a problem: `title` the standard name of the status, `detail` the sentence, `errors` one per field."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    body["detail"] = detail
    if code:
        body["code"] = code
    if errors:
        body["errors"] = list(errors)
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=TYPE)


def business(error: BusinessError) -> HttpResponse:
    """Return the problem of an action's refusal, each finding with its rule and field."""
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), 422)
    if isinstance(error, RuleRefused):
        findings = [
            {"code": item.code, "field": item.field, "detail": str(item.sentence), "blocking": item.blocking}
            for item in error.findings
        ]
        return problem(status, str(error), code=error.code, errors=findings)
    field = [{"code": error.code, "field": error.field, "detail": str(error.sentence)}] if error.field else []
    return problem(status, str(error), code=error.code, errors=field)


def install(api: NinjaAPI) -> None:
    """Answer every error of the interface as a problem."""

    @api.exception_handler(BusinessError)
    def _business(_request: HttpRequest, error: BusinessError) -> HttpResponse:
        return business(error)

    @api.exception_handler(ValidationError)
    def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"field": ".".join(str(part) for part in item["loc"][1:]), "detail": item["msg"], "code": item["type"]}
            for item in error.errors
        ]
        return problem(422, "The request does not have the described form.", code="form", errors=errors)

    @api.exception_handler(AuthenticationError)
    def _unknown(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        answer = problem(401, "Send a token in force: Authorization: Bearer baarasira_…", code="token")
        answer["WWW-Authenticate"] = 'Bearer realm="baarasira"'
        return answer

    @api.exception_handler(Http404)
    def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return problem(404, "There is no such record, or this token does not see it.", code="missing")

    @api.exception_handler(ObjectDoesNotExist)
    def _gone(_request: HttpRequest, _error: ObjectDoesNotExist) -> HttpResponse:
        return problem(404, "There is no such record, or this token does not see it.", code="missing")

    @api.exception_handler(HttpError)
    def _plain(_request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(error.status_code, str(error))
