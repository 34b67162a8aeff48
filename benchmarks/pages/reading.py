"""What a page says: who is on it and where the list goes on. Read from the markup, whatever the language."""

import html
import re
from collections.abc import Callable
from typing import NamedTuple

_ROW = re.compile(r'<tr role="row".*?</tr>', re.DOTALL)
_FILE_NUMBER = re.compile(r'<span class="nowrap">(\d{2}-\d{6,9}-[0-9A-Z])</span>')
_CORRECTIONS = re.compile(r'<div class="notice action.*?</div>', re.DOTALL)
_NEXT = re.compile(r'rel="next" href="([^"]+)"')
_GOES_ON = re.compile(r'name="after" value="([^"]+)"')
_PERSON = re.compile(
    r'<div class="person"><(?:a|span) class="name"[^>]*>(?P<name>[^<]*)<.*?<span class="about"><span>(?P<year>\d{4})</span>'
    r"(?:<span>(?P<place>[^<]*)</span>)?",
    re.DOTALL,
)
_LACK = re.compile(r'<span class="lack">([^<]+)</span>')


class Shown(NamedTuple):
    """A person of a shortlist as the page shows them: name, birth year, where they live; what they lack, if anything."""

    name: str
    year: int
    place: str
    lack: str


def file_numbers(page: str) -> list[str]:
    """Return the file numbers of the people that a search shows, in order."""
    return _FILE_NUMBER.findall(page)


def notices(page: str) -> str:
    """Return the text of what a search says of the words it took for others."""
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(_CORRECTIONS.findall(page))))


def shown(page: str) -> list[Shown]:
    """Return the people of a shortlist, in order."""
    found = []
    for row in _ROW.findall(page):
        if person := _PERSON.search(row):
            lack = _LACK.search(row)
            name, place = html.unescape(person["name"]), html.unescape(person["place"] or "")
            found.append(Shown(name, int(person["year"]), place, html.unescape(lack[1]) if lack else ""))
    return found


def next_of_search(path: str, page: str) -> str:
    """Return the address of the next page of a search, "" after the last."""
    link = _NEXT.search(page)
    return html.unescape(link[1]) if link else ""


def next_of_shortlist(path: str, page: str) -> str:
    """Return the address of the next page of a shortlist that was asked for at `path`, "" after the last."""
    mark = _GOES_ON.search(page)
    return f"{path.partition('?')[0]}?after={html.unescape(mark[1])}" if mark else ""


def follow(read: Callable[[str], str], path: str, pages: int, next_of: Callable[[str, str], str]) -> list[str]:
    """Return the addresses of the pages that follow one another from `path` on, at most `pages`, the first among them."""
    found = [path]
    while len(found) < pages and (path := next_of(path, read(path))):
        found.append(path)
    return found
