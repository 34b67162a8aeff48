"""Translations without outside tools: find the texts, keep the French catalogues complete, compile them.

python -m baarasira.project.messages            compile every catalogue (make install does it)
python -m baarasira.project.messages --missing  list texts that have no French; status 1 when there are any
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

PACKAGE = Path(__file__).resolve().parent.parent
_CALLS = {
    "_": "single", "gettext": "single", "gettext_lazy": "single", "gettext_noop": "single",
    "ngettext": "plural", "ngettext_lazy": "plural",
    "pgettext": "context", "pgettext_lazy": "context",
    "npgettext": "context_plural", "npgettext_lazy": "context_plural",
}  # fmt: skip
# French puts a space before these signs and inside its quotation marks, and never begins a line with what follows it.
_NARROW, _WIDE = "\u202f", "\u00a0"
_SPACE = f"[ {_NARROW}{_WIDE}]"
_UNBROKEN = (
    (re.compile(rf"{_SPACE}(?=[;!?])"), _NARROW),
    (re.compile(rf"{_SPACE}(?=[:»])|(?<=«){_SPACE}"), _WIDE),
)
_TEMPLATE_CALL = re.compile(r"\b(n?p?gettext|_)\(")


class Text(NamedTuple):
    """One text to translate: its context (or ""), the singular and where it stands."""

    context: str
    text: str
    place: str


def _from_call(name: str, arguments: list[ast.expr], place: str) -> Text | None:
    words = [node.value for node in arguments if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    kind = _CALLS[name]
    needed = 2 if kind.startswith("context") else 1
    if len(words) < needed:
        return None
    return Text(words[0], words[1], place) if needed == 2 else Text("", words[0], place)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def python_texts(path: Path) -> Iterator[Text]:
    """Yield the texts of a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and _called(node) in _CALLS
            and (found := _from_call(_called(node), node.args, f"{path.relative_to(PACKAGE)}:{node.lineno}"))
        ):
            yield found


def template_texts(path: Path) -> Iterator[Text]:
    """Yield the texts of a Django template."""
    from django.utils.translation.template import templatize

    pseudo = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in _TEMPLATE_CALL.finditer(pseudo):
        end = pseudo.find(")", match.end())
        while end != -1:
            try:
                call = ast.parse(pseudo[match.start() : end + 1].strip(), mode="eval").body
            except SyntaxError:
                end = pseudo.find(")", end + 1)
                continue
            place = f"{path.relative_to(PACKAGE)}:{pseudo.count(chr(10), 0, match.start()) + 1}"
            if isinstance(call, ast.Call) and (found := _from_call(match.group(1), call.args, place)):
                yield found
            break


def all_texts() -> Iterator[Text]:
    """Yield every text of the package, Python and templates."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from python_texts(path)
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            yield from template_texts(path)


def catalogues() -> list[Path]:
    """Return every French catalogue of the package."""
    return sorted(PACKAGE.rglob("locale/fr/LC_MESSAGES/django.po"))


def known() -> set[tuple[str, str]]:
    """Return (context, text) of everything that has a French translation, Django's own included."""
    import django

    paths = [*catalogues(), *Path(django.__file__).parent.glob("c*/**/locale/fr/LC_MESSAGES/django.po")]
    return {
        (entry.msgctxt or "", entry.msgid)
        for path in paths
        for entry in polib.pofile(str(path))
        if not entry.obsolete and not entry.fuzzy and (entry.msgstr or all(entry.msgstr_plural.values() or [""]))
    }


def missing() -> list[Text]:
    """Return the texts without a French translation, in order of place."""
    have = known()
    return [text for text in all_texts() if (text.context, text.text) not in have]


def conflicts() -> list[str]:
    """Return texts that two catalogues translate differently (which one wins would be chance)."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    found: list[str] = []
    for path in catalogues():
        for entry in polib.pofile(str(path)):
            key, place = (entry.msgctxt or "", entry.msgid), str(path.relative_to(PACKAGE))
            french = entry.msgstr or repr(sorted(entry.msgstr_plural.items()))
            if key in seen and seen[key][0] != french:
                found.append(f"{entry.msgid!r}: {seen[key][0]!r} ({seen[key][1]}) and {french!r} ({place})")
            seen.setdefault(key, (french, place))
    return found


def unbroken(french: str) -> str:
    """Return a French text whose spaces before ``; ! ? :`` and inside ``« »`` break no line (the first three narrow).

    A catalogue is written with the space of the keyboard; where there is none (an hour, an address), none is put in.

    >>> unbroken("« Venue » : le 3 à 9:30 ?")
    '«\\xa0Venue\\xa0»\\xa0: le 3 à 9:30\\u202f?'
    """
    for place, space in _UNBROKEN:
        french = place.sub(space, french)
    return french


def _ready(path: Path) -> polib.POFile:
    """Return a catalogue as it is compiled."""
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = unbroken(entry.msgstr)
        entry.msgstr_plural = {form: unbroken(text) for form, text in entry.msgstr_plural.items()}
    return catalogue


def compile_all() -> int:
    """Write the .mo beside every catalogue; return how many."""
    paths = catalogues()
    for path in paths:
        # Written beside and put in place at once: a process that reads meanwhile never meets half a file.
        fresh = path.with_suffix(f".{os.getpid()}.tmp")
        _ready(path).save_as_mofile(str(fresh))
        fresh.replace(path.with_suffix(".mo"))
    return len(paths)


def main() -> int:
    """Compile, or list what is missing."""
    if "--missing" in sys.argv:
        lines = [f"{text.place}: {text.context + ' | ' if text.context else ''}{text.text!r}" for text in missing()]
        lines += [f"conflict: {line}" for line in conflicts()]
        print("\n".join(lines))
        return 1 if lines else 0
    print(f"{compile_all()} catalogues compiled", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
