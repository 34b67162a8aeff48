"""The thirty questions and how their answers become scores: pure, the questions are data (`data/reintegration_survey.toml`)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from .enums import REFUSED, Dimension, Triage

_FILE = Path(__file__).resolve().parent / "data" / "reintegration_survey.toml"
_STEP = Decimal("0.0001")
Answers = Mapping[str, str]
"""{number of the question as text: code of the option, or REFUSED}."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its code, what is read aloud, what it is worth from 0 to 1."""

    key: str
    label: str
    score: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `asked_if`: the number of another and the answer that makes this one asked; None always."""

    number: int
    dimension: str
    label: str
    question: str
    options: tuple[Option, ...]
    asked_if: tuple[int, str] | None

    @property
    def key(self) -> str:
        """The number as answers are kept under."""
        return str(self.number)

    def asked(self, answers: Answers) -> bool:
        """Tell whether the question is to be asked, from what was answered before."""
        return self.asked_if is None or answers.get(str(self.asked_if[0])) == self.asked_if[1]

    def score(self, answer: str | None) -> Decimal | None:
        """Return what an answer is worth; None where there is none, or the person would not say."""
        return next((option.score for option in self.options if option.key == answer), None)


@cache
def items() -> tuple[Item, ...]:
    """Return the questions in their order, read once a process."""
    data: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    scales = {
        scale["key"]: tuple(Option(row["key"], row["label"], Decimal(row["score"])) for row in scale["option"])
        for scale in data["scale"]
    }
    return tuple(
        Item(
            number=row["number"],
            dimension=Dimension(row["dimension"]),
            label=row["label"],
            question=row["question"],
            options=scales[row["scale"]],
            asked_if=(row["asked_if"]["number"], row["asked_if"]["answer"]) if "asked_if" in row else None,
        )
        for row in data["item"]
    )


def next_item(answers: Answers) -> Item | None:
    """Return the first question that is to be asked and has no answer; None when all have one."""
    return next((item for item in items() if item.asked(answers) and item.key not in answers), None)


def readable(number: str, answer: str) -> bool:
    """Tell whether an answer is one of those of its question (or a refusal)."""
    item = next((item for item in items() if item.key == number), None)
    return item is not None and (answer == REFUSED or any(option.key == answer for option in item.options))


@dataclass(frozen=True, slots=True)
class Weights:
    """What each question counts: in its dimension, and in the whole. All the same until others are loaded."""

    by_item: Mapping[str, tuple[Decimal, Decimal]]

    @classmethod
    def equal(cls) -> "Weights":
        """Return weights by which every question counts the same."""
        return cls({item.key: (Decimal(1), Decimal(1)) for item in items()})

    @classmethod
    def stored(cls, by_item: Mapping[str, Sequence[str]]) -> "Weights":
        """Return weights as the database keeps them: {number: [in its dimension, in the whole]} as texts."""
        return cls({key: (Decimal(pair[0]), Decimal(pair[1])) for key, pair in by_item.items()})


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores from 0 to 1, four decimals; None where nothing was answered."""

    by_dimension: Mapping[str, Decimal | None]
    composite: Decimal | None


def scores_of(answers: Answers, weights: Weights) -> Scores:
    """Return Σ(w·s)/Σ(w of those answered), by dimension and over all the questions with the weights of the whole (C.4)."""
    answered = [
        (item, score)
        for item in items()
        if item.asked(answers) and (score := item.score(answers.get(item.key))) is not None
    ]

    def mean(rows: Sequence[tuple[Item, Decimal]], place: int) -> Decimal | None:
        total = sum((weights.by_item[item.key][place] for item, _score in rows), Decimal(0))
        if not total:
            return None
        whole = sum((weights.by_item[item.key][place] * score for item, score in rows), Decimal(0))
        return (whole / total).quantize(_STEP, rounding=ROUND_HALF_EVEN)

    return Scores(
        {name: mean([row for row in answered if row[0].dimension == name], 0) for name in Dimension.values},
        mean(answered, 1),
    )


def triage_of(composite: Decimal | None, bands: Sequence[int]) -> str:
    """Return how closely the person is followed: `bands` in hundredths, below the first intensive, from the second light.

    Empty without a score.
    """
    if composite is None:
        return ""
    hundredths = composite * 100
    if hundredths < bands[0]:
        return Triage.INTENSIVE
    return Triage.LIGHT if hundredths >= bands[1] else Triage.MEDIUM
