"""One task of the bench in a process of its own; the reply is JSON on standard output.

sign     sign every clearance, draw its code, keep both for the printers; verify every one, on one core
print    lay out the French paper of each with the codes kept, two processes
"""

import json
import multiprocessing
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from .data import ADDRESS, FIRST, rows

CORES = 2


def _django() -> None:
    os.environ.setdefault("BAARASIRA_DATA", tempfile.mkdtemp(prefix="baarasira-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
    import django

    django.setup()


def sign(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Sign, draw and verify; each timed alone, on one core. Tokens and drawings are kept in `folder`."""
    _django()
    from baarasira.kernel import credentials
    from baarasira.kernel.credentials import Claims, Place
    from baarasira.kernel.credentials.bits import is_set
    from baarasira.kernel.ids import uuid7
    from baarasira.kernel.signing import KeyRing

    ring = KeyRing(folder / "keys")
    ring.rotate()
    said = list(rows(count, seed))
    began, tokens = time.perf_counter(), []
    for place, row in enumerate(said):
        subject = {
            "name": row.holder, "passport": row.passport_end, "employer": row.employer, "country": "ES",
            "number": row.number,
        }  # fmt: skip
        claims = Claims("DepartureClearance", subject, FIRST, row.valid_until)
        tokens.append(credentials.issue(claims, Place(uuid7(), 1, place), address=ADDRESS, ring=ring))
    signed = time.perf_counter() - began
    texts = [credentials.code_text(ADDRESS, token) for token in tokens]
    began = time.perf_counter()
    drawings = [credentials.picture(text) for text in texts]
    drawn = time.perf_counter() - began
    revoked = set(range(0, count, 50))
    lists = [credentials.unpacked(credentials.packed(revoked)), credentials.unpacked(credentials.packed([]))]
    began, refused = time.perf_counter(), 0
    for token in tokens:
        found = credentials.read(token, ring)
        index = int(found["credentialStatus"]["statusListIndex"])
        refused += (
            any(is_set(bits, index) for bits in lists) or not found["validFrom"] <= "2026-11-24" <= found["validUntil"]
        )
    verified = time.perf_counter() - began
    (folder / "codes.json").write_text(json.dumps({"texts": texts, "drawings": drawings}))
    longest = max(len(text) for text in texts)
    return {
        "signed": signed, "drawn": drawn, "verified": verified, "refused": refused, "expected": len(revoked),
        "longest": longest,
    }  # fmt: skip


_KEPT: dict[str, Any] = {}


def _begin(folder: str, count: int, seed: int) -> None:
    _django()
    _KEPT["codes"] = json.loads((Path(folder) / "codes.json").read_text())
    _KEPT["rows"] = list(rows(count, seed))
    _one(0)  # fonts are read once


def _one(place: int) -> int:
    from baarasira.kernel.papers import letterhead
    from baarasira.mobility.clearances.documents.clearance import ClearanceData, clearance_pdf

    row, codes = _KEPT["rows"][place], _KEPT["codes"]
    data = ClearanceData(
        letterhead=letterhead(structure="Département Coopération et Migration"), number=row.number, holder=row.holder,
        passport_end=row.passport_end, employer=row.employer, country="ES", travel_on=row.travel_on, valid_from=FIRST,
        valid_until=row.valid_until, issued_on=FIRST, first="Awa Keïta", second="Moussa Sow",
        code=codes["texts"][place], drawing=codes["drawings"][place], address=f"{ADDRESS}/v",
    )  # fmt: skip
    return len(clearance_pdf(data))


def printed(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Lay out every paper, in as many processes as there are cores to use; return seconds and the weight of a paper."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(CORES, _begin, (str(folder), count, seed)) as pool:
        pool.map(_one, range(min(CORES * 4, count)), chunksize=1)  # every process is ready
        began = time.perf_counter()
        sizes = pool.map(_one, range(count), chunksize=max(1, min(50, count // (CORES * 4))))
        seconds = time.perf_counter() - began
    return {"seconds": seconds, "count": count, "bytes": sum(sizes) / len(sizes), "processes": CORES}


if __name__ == "__main__":
    task, where, number, chance = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    print(json.dumps({"sign": sign, "print": printed}[task](where, number, chance)))
