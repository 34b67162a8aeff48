"""The QR code of a credential: an address that a phone's own camera opens, with the credential after the `#`.

What follows a `#` is never sent to a server: opening the address tells nobody whose document was looked at.
"""

from django.utils.translation import gettext as _

from .. import qr
from ..errors import BusinessError

LONGEST = 1_000
"""Characters of a code's text at most (issue 5): of level M in 45 mm a module is then 0.35 mm wide, 2.7 dots of 200 dpi."""

WIDEST_MM = 45
"""The side of a printed code, its quiet zone of four modules included (domain.md E: 35 to 60 mm)."""

PAGE = "/v"
"""Path of the page that verifies, under the public address."""


class CodeTooLong(BusinessError):
    """The text is longer than a printed code holds well; nothing was signed."""

    default_code = "code_too_long"

    def __init__(self, length: int) -> None:
        sentence = _(
            "The code of this document would hold %(length)d characters, and %(most)d is the most that is read well on "
            "paper: shorten the longest of the names it bears. Nothing was issued."
        )
        super().__init__(sentence % {"length": length, "most": LONGEST})
        self.length = length


def code_text(address: str, token: str) -> str:
    """Return ``<public address>/v#<JWT>``. Raises CodeTooLong beyond `LONGEST` characters."""
    text = f"{address}{PAGE}#{token}"
    if len(text) > LONGEST:
        raise CodeTooLong(len(text))
    return text


def picture(text: str) -> str:
    """Return the code as an SVG drawing, to be printed `WIDEST_MM` wide; the text is checked once more."""
    if len(text) > LONGEST:
        raise CodeTooLong(len(text))
    return qr.svg(text)
