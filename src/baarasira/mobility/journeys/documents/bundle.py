"""A collective visa file as one numbered PDF: the cover that lists the people and their papers, then every scan in that order."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from baarasira.kernel import papers, pdf
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "mobility/journeys/documents/bundle.typ"
_POINTS_PER_INCH = 72
_A4 = (595, 842)


class UnreadableScan(BusinessError):
    """A scan that cannot be put into the bundle; the sentence says whose and which."""

    default_code = "scan_unreadable"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paper of somebody's: what it is, and its scan (empty without one)."""

    title: str
    content: bytes = b""
    is_pdf: bool = True


@dataclass(frozen=True, slots=True)
class Dossier:
    """One person of the bundle, with the papers in the order of the checklist."""

    name: str
    receipt: str
    nie: str
    pieces: Sequence[Piece] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleData:
    """What the cover says, and who is in the bundle."""

    letterhead: Letterhead
    number: str
    made_at: datetime
    facts: Sequence[tuple[str, str]]
    handed: str
    dossiers: Sequence[Dossier]


def bundle_pdf(data: BundleData) -> bytes:
    """Return the bundle: a cover, then the scans, each person's after a mark of its own. Raises CannotPrint, UnreadableScan."""
    scans = [
        [(piece, _pages(dossier, piece)) for piece in dossier.pieces if piece.content] for dossier in data.dossiers
    ]
    lengths = [sum(len(reader.pages) for _piece, reader in each) for each in scans]
    # The cover says on which page each person begins, which depends on how long the cover itself is.
    cover = _cover(data, lengths, 1)
    pages = len(PdfReader(io.BytesIO(cover)).pages)
    if any(lengths):
        cover = _cover(data, lengths, pages)
    writer = PdfWriter()
    writer.append(io.BytesIO(cover), import_outline=False)
    for place, (dossier, each) in enumerate(zip(data.dossiers, scans, strict=True), start=1):
        first = len(writer.pages)
        for piece, reader in each:
            begins = len(writer.pages)
            for page in reader.pages:
                writer.add_page(page)
            writer.add_outline_item(title=f"{place}. {dossier.name} – {piece.title}", page_number=begins)
        if len(writer.pages) == first:
            writer.add_outline_item(title=f"{place}. {dossier.name}", page_number=0)
    writer.add_metadata({"/Title": data.number, "/CreationDate": f"D:{data.made_at:%Y%m%d%H%M%S}Z"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(dossier: Dossier, piece: Piece) -> PdfReader:
    words = {"person": dossier.name, "paper": piece.title}
    try:
        content = piece.content if piece.is_pdf else _as_pdf(piece.content)
        reader = PdfReader(io.BytesIO(content))
        len(reader.pages)
    except (PyPdfError, OSError, ValueError, KeyError) as error:
        sentence = _("%(person)s: the scan of “%(paper)s” cannot be read. Scan this paper again.") % words
        raise UnreadableScan(sentence) from error
    return reader


def _as_pdf(content: bytes) -> bytes:
    """Return a photo as one page, no wider than A4."""
    with Image.open(io.BytesIO(content)) as image:
        plain = image.convert("RGB")
        scale = max(plain.width / _A4[0], plain.height / _A4[1])
        out = io.BytesIO()
        plain.save(out, "PDF", resolution=max(_POINTS_PER_INCH, _POINTS_PER_INCH * scale))
        return out.getvalue()


def _cover(data: BundleData, lengths: Sequence[int], pages: int) -> bytes:
    with papers.written_by(data.letterhead) as common:
        count = npgettext("bundle", "{n} person", "{n} people", len(data.dossiers))
        content = {
            **common,
            "words": _words(),
            "reference": data.number,
            "date": papers.long_date(data.made_at.date()),
            "facts": list(data.facts),
            "count": count.format(n=len(data.dossiers)),
            "rows": _rows(data, lengths, pages),
            "handed": data.handed,
        }
        return pdf.render(_TEMPLATE, content, made_at=data.made_at)


def _rows(data: BundleData, lengths: Sequence[int], pages: int) -> list[list[str]]:
    rows, begins = [], pages + 1
    for place, (dossier, length) in enumerate(zip(data.dossiers, lengths, strict=True), start=1):
        titles = " · ".join(piece.title for piece in dossier.pieces)
        rows.append([str(place), dossier.name, dossier.receipt, dossier.nie, titles, str(begins) if length else "–"])
        begins += length
    return rows


def _words() -> dict[str, str]:
    return {
        "title": pgettext("bundle", "Collective visa file"),
        "rank": pgettext("bundle", "No."),
        "name": pgettext("bundle", "Name"),
        "receipt": pgettext("bundle", "Receipt"),
        "nie": pgettext("bundle", "Foreigner’s number"),
        "papers": pgettext("bundle", "Papers"),
        "page": pgettext("bundle", "Page"),
        "together": pgettext("bundle", "These visas are asked for together, under one authorisation of recruitment."),
        "handed": pgettext("bundle", "Handed over by"),
        "received": pgettext("bundle", "Received by the consulate"),
    }
