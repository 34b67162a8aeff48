"""One catalogue of messages for a language, as Django means it to be: every room brings its own, and each text is looked for in it.

Django merges catalogues whose plurals are formed alike, but compares the code of one rule with the other rule itself, which is
never equal: with a catalogue a room, every text of a page would be looked for in a hundred of them.
"""

from typing import Any, Protocol

from django.utils.translation.trans_real import TranslationCatalog


class _Messages(Protocol):
    plural: Any
    _catalog: dict[Any, str]


def merge_alike() -> None:
    """Let catalogues that form their plurals alike become one, the later one's texts first; call it before any text is asked for."""
    TranslationCatalog.update = _update  # type: ignore[method-assign]


def _update(self: Any, trans: _Messages) -> None:
    if trans.plural.__code__ == self._plurals[0].__code__:
        self._catalogs[0].update(trans._catalog)
        return
    self._catalogs.insert(0, trans._catalog.copy())
    self._plurals.insert(0, trans.plural)
