"""The rules of a run as a TOML text that `baarasira select` reads (engine.md, select): one document, one text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota: its name, whom it counts, its bounds (None where there is none), its legal ground or its source."""

    name: str
    where: Mapping[str, Sequence[str]]
    min: int | None = None
    max: int | None = None
    min_share: Decimal | None = None
    max_share: Decimal | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class RunRules:
    """What a run is made by. `reserve` is the length of each reserve list, one for each value of `reserve_by`."""

    seats: int
    seed: str
    reserve: int = 0
    reserve_by: str = ""
    quotas: Sequence[QuotaLine] = field(default_factory=tuple)

    @property
    def columns(self) -> set[str]:
        """The attributes that the rules read."""
        read = {column for quota in self.quotas for column in quota.where}
        return read | ({self.reserve_by} if self.reserve_by else set())


def written(rules: RunRules) -> str:
    """Return the TOML text; keys and quotas in their order, every text quoted."""
    lines = [f"seats = {rules.seats}", f"seed = {_text(rules.seed)}"]
    if rules.reserve:
        lines.append(f"reserve = {rules.reserve}")
    if rules.reserve_by:
        lines.append(f"reserve_by = {_text(rules.reserve_by)}")
    for quota in rules.quotas:
        lines += ["", "[[quota]]", *_quota(quota)]
    return "\n".join(lines) + "\n"


def _quota(quota: QuotaLine) -> list[str]:
    lines = [f"name = {_text(quota.name)}", f"where = {{ {_where(quota.where)} }}"]
    lines += [f"{key} = {value}" for key in ("min", "max") if (value := getattr(quota, key)) is not None]
    for key in ("min_share", "max_share"):
        if (share := getattr(quota, key)) is not None:
            lines.append(f"{key} = {_text(format(share, 'f'))}")
    if quota.basis:
        lines.append(f"basis = {_text(quota.basis)}")
    return lines


def _where(where: Mapping[str, Sequence[str]]) -> str:
    def cells(wanted: Sequence[str]) -> str:
        return _text(wanted[0]) if len(wanted) == 1 else f"[{', '.join(map(_text, wanted))}]"

    return ", ".join(f"{column} = {cells(wanted)}" for column, wanted in where.items())


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _text(text: str) -> str:
    """Return a TOML basic string: quotes, backslashes and control characters escaped."""
    out = (
        _ESCAPED.get(sign) or (f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign) for sign in text
    )
    return f'"{"".join(out)}"'
