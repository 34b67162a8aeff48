"""The same paper laid out by WeasyPrint: a process of its own, two workers, style sheet and fonts read once.

It is given the drawing of each code ready, as we are, and writes tagged PDF (PDF/UA-1), as we do; ours is archival (PDF/A-2a) besides.
"""

import json
import multiprocessing
import sys
import time
from html import escape
from pathlib import Path
from typing import Any

from .data import ADDRESS, FIRST, Row, rows

CORES = 2
STYLE = """
@page { size: A4; margin: 16mm 20mm 19mm 20mm;
  @bottom-left { content: "Agence Nationale Pour l'Emploi · Département Coopération et Migration"; font-size: 7pt; color: #5d564d }
  @bottom-right { content: "Page " counter(page) " sur " counter(pages); font-size: 7pt; color: #5d564d } }
body { font-family: "Noto Sans", sans-serif; font-size: 9.5pt; color: #1f1b16; line-height: 1.4; margin: 0 }
.head { display: flex; justify-content: space-between; font-size: 8.5pt; text-align: center }
.head div { width: 62mm }
.title { border: solid #1f1b16; border-width: 0.9pt 0; padding: 8pt 0; margin: 6mm 0 5mm; text-align: center;
  font-size: 16pt; font-weight: bold }
.title small { display: block; font-size: 12pt }
.main { display: flex; justify-content: space-between }
table { border-spacing: 0 8pt } td { vertical-align: top } td:first-child { color: #5d564d; width: 44mm }
td:last-child { font-size: 11pt; font-weight: bold }
img { width: 45mm; height: 45mm }
.compare { border-left: 1.6pt solid #24407a; padding-left: 3mm; margin: 7mm 0 4mm }
.sign { display: flex; gap: 14mm; margin-top: 6mm } .sign div { flex: 1; border-bottom: 0.5pt dotted #5d564d; height: 24mm }
"""
_KEPT: dict[str, Any] = {}


def _page(row: Row, drawing: str, words: dict[str, str]) -> str:
    from urllib.parse import quote

    facts = (
        (words["holder"], row.holder), (words["passport"], f"… {row.passport_end}"), (words["employer"], row.employer),
        (words["country"], "Espagne"), (words["travel"], f"{row.travel_on:%d/%m/%Y}"),
        (words["valid_from"], f"{FIRST:%d/%m/%Y}"), (words["valid_until"], f"{row.valid_until:%d/%m/%Y}"),
        (words["issued"], f"{FIRST:%d/%m/%Y}"),
    )  # fmt: skip
    lines = "".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in facts)
    return (
        f'<html lang="fr"><head><title>{escape(words["title"])} {row.number}</title></head><body><div class="head">'
        "<div>MINISTÈRE CHARGÉ DE L'EMPLOI<br><b>AGENCE NATIONALE POUR L'EMPLOI</b><br>Département Coopération et Migration"
        "</div><div><b>RÉPUBLIQUE DU MALI</b><br><i>Un Peuple – Un But – Une Foi</i></div></div>"
        f'<div class="title">{escape(words["title"])}<small>{words["number"]} {row.number}</small></div>'
        f"<p>{escape(words['sentence'])}</p>"
        f'<div class="main"><table>{lines}</table><img alt="" src="data:image/svg+xml,{quote(drawing)}"></div>'
        f'<div class="compare"><b>{escape(words["compare"])}</b><p>{escape(words["verify"].format(address=ADDRESS + "/v"))}</p></div>'
        f"<p>{escape(words['free'])}</p>"
        f'<div class="sign"><div><b>{words["first"]}</b><br>Awa Keïta</div><div><b>{words["second"]}</b><br>Moussa Sow</div></div>'
        "</body></html>"
    )


def _begin(folder: str, count: int, seed: int, words: dict[str, str]) -> None:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    _KEPT["codes"] = json.loads((Path(folder) / "codes.json").read_text())["drawings"]
    _KEPT["rows"], _KEPT["words"] = list(rows(count, seed)), words
    _KEPT["fonts"] = FontConfiguration()
    _KEPT["style"] = CSS(string=STYLE, font_config=_KEPT["fonts"])
    _one(0)


def _one(place: int) -> int:
    from weasyprint import HTML

    html = _page(_KEPT["rows"][place], _KEPT["codes"][place], _KEPT["words"])
    made = HTML(string=html).write_pdf(stylesheets=[_KEPT["style"]], font_config=_KEPT["fonts"], pdf_variant="pdf/ua-1")
    return len(made)


def printed(folder: Path, count: int, seed: int, sample: int, words: dict[str, str]) -> dict[str, Any]:
    """Lay out a sample of the papers, in two processes; return seconds, how many, the weight of a paper, the version."""
    import weasyprint

    context = multiprocessing.get_context("spawn")
    with context.Pool(CORES, _begin, (str(folder), count, seed, words)) as pool:
        pool.map(_one, range(min(CORES * 4, sample)), chunksize=1)
        began = time.perf_counter()
        sizes = pool.map(_one, range(sample), chunksize=max(1, min(20, sample // (CORES * 4))))
        seconds = time.perf_counter() - began
    weight = sum(sizes) / len(sizes)
    return {"seconds": seconds, "count": sample, "bytes": weight, "version": weasyprint.__version__, "processes": CORES}


if __name__ == "__main__":
    where, number, chance, few, spoken = sys.argv[1:6]
    reply = printed(Path(where), int(number), int(chance), int(few), json.loads(Path(spoken).read_text()))
    print(json.dumps(reply))
