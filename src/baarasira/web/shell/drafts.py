"""The server's half of drafts: it tells the browser that what was typed is recorded, so that the draft can go."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise

PREFIX = "draft:"


def confirm(request: HttpRequest, sentence: str | Promise, *, draft: str = "") -> None:
    """Show on the next page that an act was recorded, and clear the draft of that key in the browser.

    `sentence` says what was done ("Fatoumata Keïta is registered."); `draft` is the key given to post_form.
    """
    messages.success(request, str(sentence), extra_tags=f"{PREFIX}{draft}" if draft else "")
