"""Reading a text for discriminatory wording."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding

from . import words, words_age, words_beliefs
from .folding import Folded, fold_text
from .grounds import ADVICE, Ground

RULE = "R-09"
SOURCE = "C111"
ADULT = 18
_BEFORE = 28

_PATTERNS: dict[Ground, tuple[str, ...]] = {
    Ground.SEX: words.SEX,
    Ground.MARITAL_STATUS: words.MARITAL,
    Ground.CHILDREN: words.CHILDREN,
    Ground.PREGNANCY: words.PREGNANCY,
    Ground.ORIGIN: words_beliefs.ORIGIN,
    Ground.RELIGION: words_beliefs.RELIGION,
    Ground.HEALTH: words_beliefs.HEALTH,
    Ground.POLITICS: words_beliefs.POLITICS,
    Ground.AGE: words_age.AGE,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A fragment of the text that asks for a forbidden ground; `start` and `end` are indexes of the original text."""

    ground: Ground
    fragment: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """What is wrong, under which rule, and what to write instead."""
        return _("“%(fragment)s” chooses people by %(ground)s. An offer may not (ILO Convention 111). %(advice)s") % {
            "fragment": self.fragment,
            "ground": self.ground.label,
            "advice": ADVICE[self.ground],
        }


@lru_cache(maxsize=256)  # a page that is being typed, a submission and its approval ask about the same texts
def lint(text: str, *, legal_age_basis: str = "") -> tuple[Remark, ...]:
    """Return what the text asks for and may not, in the order of the text.

    With a `legal_age_basis` (the law that asks for an age, in words) ages are not remarked on.
    """
    folded = fold_text(text)
    masked = _without_neutral(folded.plain)
    remarks: list[Remark] = []
    for ground in Ground:
        if ground == Ground.AGE and legal_age_basis.strip():
            continue
        spans = _joined(sorted(_spans(ground, masked)))
        remarks.extend(_remark(ground, folded, start, end) for start, end in spans)
    return tuple(sorted(remarks, key=lambda remark: (remark.start, remark.end)))


def findings(text: str, *, field: str, legal_age_basis: str = "") -> list[Finding]:
    """Return the remarks on a text as findings that stop a publication, with the field of the form they stand in."""
    return [
        Finding(RULE, remark.sentence, field, blocking=True, source=SOURCE)
        for remark in lint(text, legal_age_basis=legal_age_basis)
    ]


def _remark(ground: Ground, folded: Folded, start: int, end: int) -> Remark:
    fragment = folded.fragment(start, end)
    shift = len(fragment) - len(fragment.lstrip())
    fragment = fragment.strip()
    first = folded.position(start) + shift
    return Remark(ground, fragment, first, first + len(fragment))


def _compile(pattern: str) -> re.Pattern[str]:
    """Spell out the alternatives of a pattern (notation of `words`)."""
    for _level in range(3):
        for name, alternatives in words.ALTERNATIVES.items():
            pattern = pattern.replace(f"<{name}>", alternatives)
    return re.compile(pattern)


@cache
def _neutral() -> tuple[re.Pattern[str], ...]:
    return tuple(_compile(pattern) for pattern in words.NEUTRAL)


@cache
def _asking(ground: Ground) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile(pattern) for pattern in _PATTERNS[ground])


_NOT_AN_AGE = re.compile(rf"\b(?:{words_age.NOT_AN_AGE})\b")


def _without_neutral(plain: str) -> str:
    """Blank out what only looks discriminatory, keeping every index."""
    for pattern in _neutral():
        plain = pattern.sub(lambda match: "\x00" * len(match.group()), plain)
    return plain


def _spans(ground: Ground, masked: str) -> Iterator[tuple[int, int]]:
    for pattern in _asking(ground):
        for match in pattern.finditer(masked):
            if ground != Ground.AGE or _asks_an_age(match, masked):
                yield _trimmed(match)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    text = match.group()
    return start + len(text) - len(text.lstrip("\n:;,*- ")), end - (len(text) - len(text.rstrip()))


def _asks_an_age(match: re.Match[str], masked: str) -> bool:
    """Tell whether years found in the text are an age asked of candidates, beyond being of age."""
    before = masked[max(0, match.start() - _BEFORE) : match.start()]
    clause = re.split(r"[.;!?\n]", before)[-1]
    said = {name: int(value) for name, value in match.groupdict().items() if value is not None}
    if not said:
        return True
    if _NOT_AN_AGE.search(clause) or not all(10 <= number <= 90 for number in said.values()):
        return False
    if "only" in said:
        return said["only"] > ADULT
    return said["high"] >= ADULT


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge spans that overlap, so that one wording gives one remark."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
