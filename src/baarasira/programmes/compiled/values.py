"""Texts in several languages, and numbers that a dated setting or the law of a country gives on the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Text:
    """What people read, by language; French is always there."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Return the text in a language, in French where it is not written in that one."""
        return self.by_language.get(language) or self.by_language["fr"]

    def __str__(self) -> str:
        return self.in_language((get_language() or "fr").split("-")[0])

    def __bool__(self) -> bool:
        return bool(self.by_language)


NO_TEXT = Text({"fr": ""})


@dataclass(frozen=True, slots=True)
class Reference:
    """A number found on the day: a setting of the service by its key, or what the law of the country of work says.

    `otherwise` holds where nothing is known of the country.
    """

    parameter: str = ""
    destination: str = ""
    otherwise: "Amount | None" = None


Amount = int | Reference


def amount_of(plain: Any) -> Amount:
    """Return the amount that canonical JSON holds."""
    if isinstance(plain, int):
        return plain
    other = plain.get("otherwise")
    return Reference(
        parameter=plain.get("parameter", ""),
        destination=plain.get("destination", ""),
        otherwise=None if other is None else amount_of(other),
    )


def references(value: Any) -> Iterator[Reference]:
    """Yield every reference inside compiled values, those that stand in for others included."""
    if isinstance(value, Reference):
        yield value
        yield from references(value.otherwise)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)


class UnknownValue(LookupError):
    """A value that the file refers to is not known for this day and this country."""


@dataclass(frozen=True, slots=True)
class Values:
    """What references are worth on one day, for one country of work: plain data, so that rules stay pure."""

    parameters: Mapping[str, int] = field(default_factory=dict)
    destination: Mapping[str, int] = field(default_factory=dict)

    def of(self, amount: Amount) -> int:
        """Return the number. Raises UnknownValue when the setting, or the country's value and its stand-in, are missing."""
        if isinstance(amount, int):
            return amount
        if amount.parameter:
            if amount.parameter not in self.parameters:
                raise UnknownValue(amount.parameter)
            return self.parameters[amount.parameter]
        if amount.destination in self.destination:
            return self.destination[amount.destination]
        if amount.otherwise is None:
            raise UnknownValue(amount.destination)
        return self.of(amount.otherwise)
