"""Buttons, and the forms that act."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.template import Context, TemplateSyntaxError
from django.utils.safestring import SafeString

from .core import block, html_attributes, one_of, paint, register, repeat

# main: the one next action of a page; plain: any other; quiet: looks like a link; grave: cannot be undone.
BUTTONS = {"main", "plain", "quiet", "grave"}
REASONS = {"none", "optional", "required"}
SHORT = {"", "small"}


@register.simple_tag
def button(
    label: str,
    *,
    kind: str = "plain",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    size: str = "",
    attributes: Mapping[str, str] | None = None,
) -> SafeString:
    """A button whose label is a verb: ``{% button _("Refer") kind="main" name="act" value="refer" %}``.

    `kind`: main (one per page), plain, quiet, grave; `form` the id of a form it stands outside of; `size` small in
    tables; `attributes` a mapping of extra ``hx-``, ``data-`` and ``aria-`` attributes.
    """
    one_of("button", "kind", kind, BUTTONS)
    one_of("button", "type", type, {"submit", "button", "reset"})
    one_of("button", "size", size, SHORT)
    extra = html_attributes("button", attributes)
    data = {"label": label, "kind": kind, "type": type, "name": name, "value": value, "form": form, "size": size}
    return repeat("button", extra=extra, **data)


@register.simple_tag
def link_button(
    label: str,
    url: str,
    *,
    kind: str = "plain",
    size: str = "",
    download: bool = False,
    attributes: Mapping[str, str] | None = None,
) -> SafeString:
    """A link that looks like a button, for going somewhere to act: ``{% link_button _("Register") url kind="main" %}``."""
    one_of("link_button", "kind", kind, BUTTONS)
    one_of("link_button", "size", size, SHORT)
    extra = html_attributes("link_button", attributes)
    return repeat("link_button", label=label, url=url, kind=kind, size=size, download=download, extra=extra)


def token_of(context: Context, tag: str) -> str:
    """Return the page's token against forged requests; raise TemplateSyntaxError when the page has none."""
    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":  # noqa: S105 (what Django writes when there is no request)
        raise TemplateSyntaxError(f"{tag}: no csrf token; render the template with its request")
    return str(token)


@block("post_form")
@dataclass
class PostForm:
    """A form that acts: token, protection against a double send, and what keeps the input when the line drops.

    ``{% post_form draft="person-new" %}{{ form }}{% button _("Register") kind="main" %}{% endpost_form %}``.
    `action` where it goes (the page itself when empty); `draft` the key under which the browser keeps what is typed
    (one per record: ``person-<id>``; confirm it with `shell.drafts.confirm`); `files` when it sends files; `plain`
    for an answer that is not a page (a PDF) or changes who is signed in; `id` for buttons outside it.
    """

    action: str = field(default="", kw_only=True)
    draft: str = field(default="", kw_only=True)
    files: bool = field(default=False, kw_only=True)
    plain: bool = field(default=False, kw_only=True)
    id: str = field(default="", kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Take the token of the page."""
        self.token = token_of(context, "post_form")

    def draw(self, content: SafeString) -> SafeString:
        """Return the form."""
        return paint(
            "post_form",
            content=content,
            token=self.token,
            once=uuid.uuid4().hex,
            action=self.action,
            draft=self.draft,
            files=self.files,
            plain=self.plain,
            id=self.id,
            css="form",
        )


@block("confirm_form")
@dataclass
class ConfirmForm:
    """An act to confirm: what will happen in words, a reason where it cannot be undone, the verb on the button.

    ``{% confirm_form action=url button=_("Suspend") consequence=_("…") reason="required" %}extra fields{% endconfirm_form %}``.
    `reason`: none, optional, required (field ``reason``); `opener` folds the form under a first button of that label;
    `kind` main or grave; `plain` as for post_form; `name` and `value` go with the button.
    """

    action: str = field(kw_only=True)
    button: str = field(kw_only=True)
    consequence: str = field(kw_only=True)
    reason: str = field(default="none", kw_only=True)
    opener: str = field(default="", kw_only=True)
    kind: str = field(default="main", kw_only=True)
    plain: bool = field(default=False, kw_only=True)
    name: str = field(default="", kw_only=True)
    value: str = field(default="", kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Take the token of the page and check the vocabulary."""
        self.token = token_of(context, "confirm_form")
        one_of("confirm_form", "reason", self.reason, REASONS)
        one_of("confirm_form", "kind", self.kind, {"main", "grave"})
        if not str(self.consequence).strip():
            raise TemplateSyntaxError("confirm_form: say what will happen (consequence)")

    def draw(self, content: SafeString) -> SafeString:
        """Return the form, folded under its opener if it has one."""
        key = uuid.uuid4().hex
        inner = paint(
            "confirm_body",
            content=content,
            consequence=self.consequence,
            reason=self.reason,
            reason_id=f"reason-{key[:8]}",
            button=button(self.button, kind=self.kind, name=self.name, value=self.value),
        )
        form = paint(
            "post_form",
            content=inner,
            token=self.token,
            once=key,
            action=self.action,
            draft="",
            files=False,
            plain=self.plain,
            id="",
            css="form confirm",
        )
        return paint("opener", form=form, label=self.opener, kind=self.kind) if self.opener else form
