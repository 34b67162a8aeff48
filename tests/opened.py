"""Whose script is whose, for tests: the seal opened with two secrets and nothing written, as two holders could together."""

import json

import competing
from baarasira.training.competitions.actions.labels import about_sheet
from baarasira.training.competitions.actions.sealing import about_holder, about_seal
from baarasira.training.competitions.models import LabelSheet, Sitting
from baarasira.training.competitions.sealing import HolderKey, open_holder, private_of, unseal
from competing import Contest


def codes_of(contest: Contest) -> dict[str, tuple[str, str]]:
    """Return {code: (receipt, paper)} by opening the seal with two secrets, as a lifting would."""

    row, shares = contest.row, {}
    for place in (0, 1):
        held = competing.holder_row(contest, place)
        private = open_holder(
            HolderKey(held.public, held.salt, held.cost or 0, held.wrapped), competing.SECRETS[place],
            about=about_holder(row.pk, held.place),
        )  # fmt: skip
        shares[held.place] = unseal(private, held.share, about=f"{about_seal(row.pk)}:{held.place}")
    key = private_of(shares, row.public_key)
    receipts = {str(pk): number for pk, number in Sitting.objects.values_list("pk", "candidacy__number")}
    out = {}
    for sheet in LabelSheet.objects.filter(paper__competition=row, voided_on__isnull=True).select_related("paper"):
        raw = unseal(key, sheet.sealed, about=about_sheet(sheet.paper_id, sheet.number))
        out.update({code: (receipts[whose], sheet.paper.key) for code, whose in json.loads(raw).items()})
    return out
