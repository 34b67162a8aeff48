"""The list of results as it is signed and posted: receipts in the order of the list, the hash of the published text."""

import json

from django.utils.translation import gettext as _

from baarasira.kernel import papers, pdf

from ..enums import Result
from ..models import ResultList

_TEMPLATE = "training/competitions/documents/results.typ"


def results_pdf(row: ResultList) -> bytes:
    """Return the minutes of the deliberation: the method, the lists of those admitted and waiting, the two who signed."""
    competition = row.competition
    document = json.loads(row.document)
    day = row.published_on or row.proposed_on
    head = papers.letterhead(structure=competition.structure.name)
    with papers.written_by(head) as common:
        groups = [
            (Result(code), [line for line in document["places"] if line["result"] == code]) for code in Result.values
        ]
        data = {
            **common,
            "reference": f"{document['competition']} / {row.number}",
            "date": papers.long_date(day),
            "facts": [
                [_("Competition"), document["title"]],
                [_("Seats"), str(document["seats"])],
                [_("Pass mean"), document["pass_mean"]],
                [_("SHA-256 of the list"), row.sha256],
                [_("Why it was issued again"), row.reason],
            ],
            "method": document["method"],
            "lists": [
                {"name": str(result.label), "rows": [[str(line["rank"] or ""), line["receipt"], line["mean"]] for line in lines]}
                for result, lines in groups
                if lines and result in {Result.ADMITTED, Result.WAITING, Result.NOT_ADMITTED}
            ],
            "others": [[str(result.label), str(len(lines))] for result, lines in groups],
            "words": {
                "title": _("Results of an entrance competition"),
                "method": _("Method"),
                "counts": _("How many"),
                "rank": _("Rank"),
                "receipt": _("Receipt"),
                "mean": _("Mean"),
                "first": _("Proposed by"),
                "second": _("List published by"),
            },
            "signers": [row.proposed_by.label, row.published_by.label if row.published_by else ""],
        }  # fmt: skip
        return pdf.render(_TEMPLATE, data, made_at=papers.midnight(day), notate=True)
