"""What `baarasira select` and `baarasira draw` share: from a list and rules to the files of a selection (engine.md)."""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from baarasira.engine import (
    Applicants,
    BadRules,
    NotProven,
    Rules,
    Selection,
    minutes,
    parse_rules,
    quotas_of,
    reserve_lists,
)
from baarasira.kernel.tables import (
    REJECTS,
    Column,
    Reject,
    UnusableFile,
    csv_bytes,
    parse_whole,
    read_table,
    whole,
    without_collector,
    write_atomically,
    write_rejects,
)

SELECTED = ("id", "score", "rank", "quotas")
RESERVE = ("list", "rank", "id", "score", "quotas")

_USED = 0
_UNUSABLE = 2
_CONTRADICTION = 3

Choose = Callable[[Applicants, Rules], Selection]


class Unusable(Exception):
    """An argument or a file cannot be used; the sentence says which and why."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The list and the rules as read, and the SHA-256 of the list's bytes."""

    applicants: Applicants
    rules: Rules
    sha256: str


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--applicants", required=True, type=Path, metavar="A.csv", help="applicants, CSV or XLSX")
    parser.add_argument("--rules", required=True, type=Path, metavar="R.toml", help="seats, seed, reserve, quotas")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder of the answer")


def _check_out(args: argparse.Namespace) -> Path:
    """Return the folder of the answer; refuse one that cannot be, or that holds an input under a name of the answer."""
    out: Path = args.out
    if (out.exists() and not out.is_dir()) or not out.absolute().parent.is_dir():
        raise Unusable(f"{out}: give the name of a folder, new or not, inside a folder that exists")
    for name in ("selected.csv", "reserve.csv", "minutes.json", "minutes.pdf", REJECTS):
        for path in (args.applicants, args.rules):
            if (out / name).exists() and path.exists() and path.samefile(out / name):
                raise Unusable(f"{path}: the answer would be written over this input; choose another folder")
    return out


def read_rules(path: Path) -> Rules:
    """Read the rules; raises Unusable."""
    try:
        return parse_rules(path.read_bytes().decode("utf-8"))
    except OSError:
        raise Unusable(f"{path}: the file is missing or cannot be opened") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path}: the rules are not UTF-8 text; save them again as UTF-8") from None
    except BadRules as error:
        raise Unusable(f"{path}: {error}") from None


def _whole_as_written(text: str) -> str:
    parse_whole(text)
    return text


_SCORE = replace(whole(), parse=_whole_as_written, empty="")


def _columns(rules: Rules, *, with_scores: bool) -> list[Column]:
    """Return the known columns: id, score where scores count, and those that the rules read."""
    own = [Column("id", required=True, unique=True)]
    if with_scores:
        own.append(Column("score", _SCORE, required=True))
    taken = {column.name for column in own}
    return own + [Column(name) for name in rules.columns() if name not in taken]


def read_inputs(args: argparse.Namespace, say: Callable[[str], None], *, with_scores: bool) -> Inputs | list[Reject]:
    """Read both inputs, or return the refused rows; raises Unusable."""
    rules = read_rules(args.rules)
    columns = _columns(rules, with_scores=with_scores)
    try:
        data = args.applicants.read_bytes()
    except OSError:
        raise Unusable(f"{args.applicants}: the file is missing or cannot be opened") from None
    try:
        table = read_table(data, columns)
    except UnusableFile as error:
        raise Unusable(f"{args.applicants}: {error}") from None
    if table.rejects:
        return table.rejects
    if table.cut:
        say(f"{args.applicants}: the end of the file looks cut; its last row was read as it stands")
    for name in rules.columns():
        if name not in table.headers:
            say(
                f"the rules read the column “{name}”, which {args.applicants} does not have: every cell counts as empty"
            )
    texts = {column.name: [row[column.name] for row in table.rows] for column in columns}
    scores = map(int, texts["score"]) if with_scores else [0] * len(table.rows)
    applicants = Applicants.build(texts["id"], scores, {name: texts[name] for name in rules.columns()})
    return Inputs(applicants, rules, hashlib.sha256(data).hexdigest())


def _chosen_lines(selection: Selection) -> Iterator[tuple[object, ...]]:
    applicants = selection.applicants
    matched = quotas_of(selection, selection.chosen)
    for rank, (place, names) in enumerate(zip(selection.chosen, matched, strict=True), start=1):
        yield applicants.ids[place], int(applicants.scores[place]), rank, ";".join(names)


def _reserve_lines(selection: Selection) -> Iterator[tuple[object, ...]]:
    applicants = selection.applicants
    for name, places in reserve_lists(selection):
        for rank, (place, names) in enumerate(zip(places, quotas_of(selection, places), strict=True), start=1):
            yield name, rank, applicants.ids[place], int(applicants.scores[place]), ";".join(names)


def written(selection: Selection, sha256: str) -> dict[str, bytes]:
    """Return the files of the answer that are equal byte for byte everywhere, by name. Raises NotProven."""
    document = minutes(selection, sha256)
    return {
        "selected.csv": csv_bytes(SELECTED, _chosen_lines(selection)),
        "reserve.csv": csv_bytes(RESERVE, _reserve_lines(selection)),
        "minutes.json": (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8"),
    }


def _printed(document: Mapping[str, Any], say: Callable[[str], None]) -> bytes | None:
    """Return the minutes for signature; None, with a reason said, where this installation cannot print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
    import django

    django.setup()
    from baarasira.kernel.pdf import CannotPrint
    from baarasira.selection.documents.minutes import minutes_pdf

    try:
        return minutes_pdf(document, datetime.now(UTC).replace(microsecond=0))
    except CannotPrint as error:
        say(f"minutes.pdf was not made: {error}")
        return None


def _tell(selection: Selection, say: Callable[[str], None]) -> None:
    rules = selection.rules
    for quota, available in zip(rules.quotas, _available(selection), strict=True):
        if not available:
            say(f"no applicant matches the quota “{quota.name}”: look at the spelling of its “where”")
    if not selection.conflict:
        say(f"{selection.filled} of {rules.seats} seats filled, total {selection.total}, proven")
        return
    names = ", ".join(f"“{rules.quotas[one.quota].name}”" for one in selection.conflict)
    say(f"there is no answer: these quotas contradict each other: {names}")
    for one in selection.conflict:
        name = rules.quotas[one.quota].name
        if one.change is None:
            say(f"  “{name}”: moving one of its bounds alone would not be enough")
        else:
            way = "lowered" if one.bound == "min" else "raised"
            word = "minimum" if one.bound == "min" else "maximum"
            say(f"  “{name}”: they would agree with its {word} {way} by {abs(one.change)}")


def _available(selection: Selection) -> Sequence[int]:
    return selection.groups.available() if selection.groups else [1] * len(selection.rules.quotas)


def _write(out: Path, files: Mapping[str, bytes], rejects: Sequence[Reject]) -> None:
    try:
        out.mkdir(exist_ok=True)
        for name, data in files.items():
            write_atomically(out / name, data)
        write_rejects(out, {"applicants": rejects})
    except OSError as error:
        raise Unusable(f"{out}: cannot be written ({error.strerror})") from None


def run(args: argparse.Namespace, verb: str, choose: Choose, *, with_scores: bool) -> int:
    """Choose; return 0, 2 when an argument, the rules or a row cannot be used, 3 when the quotas contradict each other."""

    def say(text: str) -> None:
        print(f"{verb}: {text}", file=sys.stderr, flush=True)

    try:
        out = _check_out(args)
        with without_collector():
            inputs = read_inputs(args, say, with_scores=with_scores)
        if not isinstance(inputs, Inputs):
            _write(out, {}, inputs)
            raise Unusable(f"{len(inputs)} rows were refused, see {out / REJECTS}; nobody was chosen")
        selection = choose(inputs.applicants, inputs.rules)
        files = written(selection, inputs.sha256)
        _tell(selection, say)
        printed = _printed(json.loads(files["minutes.json"]), say)
        _write(out, files if printed is None else {**files, "minutes.pdf": printed}, [])
    except Unusable as error:
        say(str(error))
        return _UNUSABLE
    except NotProven as error:
        say(f"no answer was proven best, so none is written ({error})")
        return _UNUSABLE
    return _CONTRADICTION if selection.conflict else _USED
