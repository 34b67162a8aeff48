"""The French as it is compiled: no line begins with a sign that belongs to the one before."""

import re

import polib
import pytest

from baarasira.project.messages import catalogues, compile_all, unbroken

BREAKABLE = re.compile(r" [:;!?»]|« ")


@pytest.mark.parametrize(
    ("written", "compiled"),
    [
        ("Venue ? Oui ! Non ; si", "Venue\u202f? Oui\u202f! Non\u202f; si"),
        ("Région : Ségou", "Région\u00a0: Ségou"),
        ("Rien sous « awa ».", "Rien sous «\u00a0awa\u00a0»."),
        ("Venue\u00a0?", "Venue\u202f?"),
        ("Fin\u202f: %(day)s", "Fin\u00a0: %(day)s"),
        ("à 9:30, http://exemple.ml/?a=1", "à 9:30, http://exemple.ml/?a=1"),
        ("%(count)d : {name} ;", "%(count)d\u00a0: {name}\u202f;"),
    ],
)
def test_the_space_of_a_sign_breaks_no_line_and_none_is_put_where_there_was_none(written: str, compiled: str) -> None:
    assert unbroken(written) == compiled
    assert unbroken(compiled) == compiled


def test_no_text_of_any_catalogue_can_break_before_its_sign() -> None:
    compile_all()
    written = [polib.pofile(str(path)) for path in catalogues()]
    assert any(BREAKABLE.search(entry.msgstr) for texts in written for entry in texts), "nothing to mend: no proof"
    compiled = [entry for path in catalogues() for entry in polib.mofile(str(path.with_suffix(".mo")))]
    assert len(compiled) == sum(len([entry for entry in texts if entry.translated()]) for texts in written)
    broken = [text for entry in compiled for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in broken if BREAKABLE.search(text)] == []
