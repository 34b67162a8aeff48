"""Addresses of people who do not exist, or not for this reader."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from baarasira.people.models import Person
from baarasira.web.requests import AgentRequest

Rest = ParamSpec("Rest")
View = Callable[Concatenate[AgentRequest, Rest], HttpResponse]


def or_404(view: View[Rest]) -> View[Rest]:
    """Return the view, answering "not found" where the person of the address is none the reader may know of."""

    @wraps(view)
    def found(request: AgentRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Person.DoesNotExist:
            raise Http404(_("Nobody is on file at this address.")) from None

    return found
