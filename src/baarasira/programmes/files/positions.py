"""On which line of a TOML text each key and each item of a list stands.

`tomllib` says what a text means and whether it is TOML at all, but not where; the maintained libraries that keep the layout
(tomlkit, tomli, rtoml) do not say where either. So this scanner walks over a text that `tomllib` has accepted already: it only
has to know where strings, comments and brackets begin and end, never what is allowed. A test holds its paths to `tomllib`'s.
"""

import tomllib
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""The way to a value: names of tables and keys, numbers of items in a list from 0."""

_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_TRIPLE = ('"""', "'''")


class Positions:
    """The line, from 1, of every path of one text; a path it does not know has the line of the nearest one above it."""

    def __init__(self, lines: Mapping[Path, int]) -> None:
        self._lines = dict(lines)

    def line(self, path: Path) -> int:
        """Return the line of a path, or of what it stands in; 1 for the whole text."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1

    def paths(self) -> frozenset[Path]:
        """Return every path found."""
        return frozenset(self._lines)


def positions(text: str) -> Positions:
    """Return where everything stands in a text that is TOML (`tomllib.loads` accepts it)."""
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.run()
    return Positions(scanner.lines)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.line = text, 0, 1
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self.table: Path = ()

    def run(self) -> None:
        while self._skip(newlines=True):
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair(self.table)

    def _here(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def _skip(self, *, newlines: bool) -> bool:
        """Pass blanks and comments (and ends of lines); tell whether anything is left."""
        while character := self._here():
            if character == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif character in " \t" or (character == "\n" and newlines):
                self.line += character == "\n"
                self.at += 1
            else:
                return True
        return False

    def _note(self, path: Path, line: int) -> None:
        """Keep the first line of a path and of those above it that have none."""
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _header(self) -> None:
        """Read ``[table]`` or ``[[list of tables]]``, and stand inside it."""
        line, double = self.line, self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        names = self._names()
        self._skip(newlines=False)
        self.at += 2 if double else 1
        path: Path = (*self._into(names[:-1]), names[-1])
        if double:
            number = self.counts.get(path, 0)
            self.counts[path] = number + 1
            self._note(path, line)
            path = (*path, number)
        self._note(path, line)
        self.table = path

    def _into(self, names: tuple[str, ...]) -> Path:
        """Return the path of a header's names, each list of tables on the way standing for its latest item."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _names(self) -> tuple[str, ...]:
        """Read a key, dotted or not, each part bare or between quotes."""
        names: list[str] = []
        while True:
            self._skip(newlines=False)
            start = self.at
            if self._here() in {'"', "'"}:
                self._string()
                quoted = self.text[start : self.at]
                names.append(str(tomllib.loads(f"x = {quoted}")["x"]))
            else:
                while self._here() in _BARE and self._here():
                    self.at += 1
                names.append(self.text[start : self.at])
            self._skip(newlines=False)
            if self._here() != ".":
                return tuple(names)
            self.at += 1

    def _pair(self, table: Path) -> None:
        """Read ``key = value``."""
        line = self.line
        path = (*table, *self._names())
        self._note(path, line)
        self.at += 1  # the equals sign
        self._skip(newlines=False)
        self._value(path)

    def _value(self, path: Path) -> None:
        match self._here():
            case '"' | "'":
                self._string()
            case "[":
                self._list(path)
            case "{":
                self._inline(path)
            case _:
                while self._here() and self._here() not in ",]}#\n":
                    self.at += 1

    def _list(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self._skip(newlines=True) and self._here() != "]":
            self._note((*path, number), self.line)
            self._value((*path, number))
            number += 1
            self._skip(newlines=True)
            if self._here() == ",":
                self.at += 1
        self.at += 1

    def _inline(self, path: Path) -> None:
        self.at += 1
        while self._skip(newlines=True) and self._here() != "}":
            self._pair(path)
            self._skip(newlines=True)
            if self._here() == ",":
                self.at += 1
        self.at += 1

    def _string(self) -> None:
        """Pass a string of one line or of several."""
        mark = self.text[self.at : self.at + 3]
        quote = mark if mark in _TRIPLE else mark[0]
        self.at += len(quote)
        while not self.text.startswith(quote, self.at):
            self.line += self.text[self.at] == "\n"
            escaped = self.text[self.at] == "\\" and quote[0] == '"'
            if escaped and self.text[self.at + 1] == "\n":
                self.line += 1
            self.at += 2 if escaped else 1
        self.at += len(quote)
        if len(quote) == 3:  # a string may end with one or two quotes of its own
            while self._here() == quote[0]:
                self.at += 1
