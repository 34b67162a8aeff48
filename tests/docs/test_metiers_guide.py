"""What the guide says the system answers is what it answers."""

import runpy

from baarasira.project.paths import PACKAGE

TOOL = runpy.run_path(str(PACKAGE.parent.parent / "tools/metiers.py"))


def test_the_thirty_examples_of_the_guide_are_what_the_system_answers() -> None:
    assert len(set(TOOL["TYPED"])) == 30
    assert TOOL["main"](["--check"]) == 0, "docs/guide/metiers.md is not up to date: python tools/metiers.py"
