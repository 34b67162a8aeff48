"""Sheets of labels: the code and its QR on the label, the seat on the backing beside it, which is destroyed once they are stuck."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _

from baarasira.kernel import papers, pdf, qr

from ..models import Competition, Paper

_MASK = 0
_TEMPLATE = "training/competitions/documents/labels.typ"


@dataclass(frozen=True, slots=True)
class Label:
    """One label: where its candidate sits, and the code."""

    hall: str
    seat: int
    code: str


def labels_pdf(competition: Competition, paper: Paper, number: int, labels: Sequence[Label], *, made_on: date) -> bytes:
    """Return the labels of a paper, hall by hall, as an A4 PDF. It is handed to who asked and kept nowhere."""
    head = papers.letterhead(structure=competition.structure.name)
    with papers.written_by(head) as common:
        halls = [
            {
                "name": hall,
                "labels": [
                    {"seat": str(row.seat), "code": row.code, "qr": qr.svg(row.code, mask=_MASK)} for row in rows
                ],
            }
            for hall, rows in groupby(labels, key=lambda label: label.hall)
        ]
        data = {
            **common,
            "reference": f"{competition.campaign.opening.number} / {paper.key} / {number}",
            "date": papers.long_date(made_on),
            "paper": paper.title,
            "halls": halls,
            "words": {
                "title": _("Labels of the scripts"),
                "seat": _("seat"),
                "rule": _(
                    "Stick each label on the script of the seat written beside it, outside the label. Then destroy this backing "
                    "before a second person, who attests it: it is the only paper on which a seat and a code stand together."
                ),
            },
        }
        return pdf.render(_TEMPLATE, data, made_at=papers.midnight(made_on))
