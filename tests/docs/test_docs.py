"""What the documentation says stands in the code, and what the code offers stands in the documentation."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import timezone

from baarasira.network.loading import load_territory
from baarasira.network.models import Coverage, Structure
from baarasira.project.cli import load, main, verbs
from baarasira.project.paths import PACKAGE
from baarasira.statistics.indicators import INDICATORS
from baarasira.statistics.migration import MIGRATION

ROOT = PACKAGE.parent.parent
DOCS = ROOT / "docs"
INSTALLATION = (DOCS / "installation.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
GUIDE = sorted((DOCS / "guide").glob("*.md"))
LARGEST_PICTURE = 100_000
# Read where Python or Django themselves look: nothing an installation sets for Baarasira.
_OTHERS = {"DJANGO_SETTINGS_MODULE"}
_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def environment_names(path: Path) -> set[str]:
    """Return the names a module asks of the environment: ``os.environ.get("X")``, ``os.environ["X"]``, ``os.getenv``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr="get" | "getenv", value=owner), args=[ast.Constant(value=name), *_]):
                if ast.unparse(owner) in {"os.environ", "os"}:
                    found.add(str(name))
            case ast.Subscript(value=owner, slice=ast.Constant(value=name)) if ast.unparse(owner) == "os.environ":
                found.add(str(name))
    return found


def test_every_setting_read_from_the_environment_is_in_the_table_and_none_besides() -> None:
    read = set().union(*(environment_names(path) for path in PACKAGE.rglob("*.py"))) - _OTHERS
    assert "BAARASIRA_DATA" in read
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", INSTALLATION, re.MULTILINE))
    assert told == read


def test_every_verb_of_the_command_is_documented() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    names = [name.removesuffix("_command").replace("_", "-") for name in verbs()]
    assert "demo" in names
    assert [name for name in names if f"baarasira {name}" not in text] == []


def test_every_command_line_shown_is_one_the_program_takes() -> None:
    shown = set(re.findall(r"\.venv/bin/baarasira ([a-z]+)", INSTALLATION))
    names = {name.removesuffix("_command").replace("_", "-") for name in verbs()}
    assert shown
    assert shown <= names
    assert all(load(name).SUMMARY for name in verbs())


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings as Git forges make them."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links(page: Path) -> list[tuple[bool, str]]:
    """Return the links of a page that lead into the project, with whether each is a picture."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    return [(mark == "!", target) for mark, target in _LINK.findall(text) if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = []
    for _picture, target in links(page):
        name, _hash, anchor = target.partition("#")
        place = (page.parent / name).resolve() if name else page
        if not place.exists() or (anchor and anchor not in anchors(place)):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.stem)
def test_pictures_of_the_guide_are_there_light_and_described(page: Path) -> None:
    for described, target in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        picture = page.parent / target
        assert described.strip(), target
        assert picture.suffix in {".png", ".webp"}, target
        assert picture.stat().st_size < LARGEST_PICTURE, target


def test_no_picture_lies_about_unused() -> None:
    used = {(page.parent / target).resolve() for page in PAGES for picture, target in links(page) if picture}
    kept = {path.resolve() for path in (DOCS / "guide" / "images").iterdir()}
    assert used
    assert kept == used


def test_every_picture_can_be_taken_again() -> None:
    tool = (ROOT / "tools" / "pictures.py").read_text(encoding="utf-8")
    taken = set(re.findall(r'\bPicture\("([a-z-]+)"', tool))
    assert len(taken) > 60
    assert {path.stem for path in (DOCS / "guide" / "images").iterdir()} <= taken


ABROAD = (
    "autorisations", "campagnes", "contrats", "cooperation", "incidents", "parcours", "programmes", "selection",
    "verifier-une-autorisation", "verifier-une-selection",
)  # fmt: skip


@pytest.mark.parametrize("name", ABROAD)
def test_a_chapter_of_migration_shows_its_pages_and_says_what_to_do_when_something_goes_wrong(name: str) -> None:
    text = (DOCS / "guide" / f"{name}.md").read_text(encoding="utf-8")
    assert re.search(r"!\[[^\]]+\]\(images/", text), "a guide without a picture"
    headings = _HEADING.findall(_FENCED.sub("", text))
    assert "Quand quelque chose ne va pas" in headings
    troubles = text.partition("## Quand quelque chose ne va pas")[2]
    assert len(re.findall(r"^(?:\| |- )", troubles, re.MULTILINE)) >= 3


def test_every_page_of_the_guide_and_every_decision_is_in_its_contents() -> None:
    for folder in (DOCS / "guide", DOCS / "decisions"):
        listed = {target for _picture, target in links(folder / "README.md")}
        assert {page.name for page in folder.glob("*.md")} - {"README.md"} <= listed


def test_every_room_is_in_the_table_of_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE)
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert set(told) == rooms
    assert len(told) == len(rooms)


def test_the_rooms_stand_in_the_order_that_is_checked() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z]+)` \|", text, re.MULTILINE)
    contracts = (ROOT / ".importlinter").read_text(encoding="utf-8")
    contract = contracts.partition("[importlinter:contract:rooms]")[2].partition("\n[")[0]
    layers = [
        {room.removeprefix("baarasira.") for room in re.findall(r"baarasira\.\w+", line)}
        for line in contract.partition("layers =")[2].splitlines()
    ]
    place = {
        room: number for number, layer in enumerate(reversed([layer for layer in layers if layer])) for room in layer
    }
    by_height = [place[room] for room in told if room not in {"public", "project"}]
    assert by_height == sorted(by_height)


def test_every_indicator_is_defined_in_the_guide() -> None:
    text = (DOCS / "guide" / "chiffres.md").read_text(encoding="utf-8")
    for code, indicator in {**INDICATORS, **MIGRATION}.items():
        assert re.search(rf"^\| {code} \| {re.escape(str(indicator.label))} \|", text, re.MULTILINE), code


def test_every_column_of_the_files_is_named_in_the_guide() -> None:
    from baarasira.jobs.exchange.columns import NOUNS, REPORT

    text = (DOCS / "guide" / "fichiers.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))
    wanted = {column.name for columns in NOUNS.values() for column in columns} | set(REPORT)
    assert wanted - named == set()


@pytest.mark.django_db
def test_the_network_of_a_new_agency_is_built_as_the_installation_page_says(tmp_path: Path) -> None:
    load_territory()
    rows = re.search(r"^    code,name,kind,parent,covers\n(?:    .+\n)+", INSTALLATION, re.MULTILINE)
    assert rows is not None
    file = tmp_path / "structures.csv"
    file.write_text(re.sub(r"^    ", "", rows.group(), flags=re.MULTILINE), encoding="utf-8")
    assert main(["network", "load", str(file)]) == 0
    assert main(["network", "load", str(file)]) == 0, "a second time opens nothing and breaks nothing"

    office = Structure.objects.get(code="AL-KAYES")
    assert office.parent is not None
    assert (office.parent.code, office.opened_on) == ("DR-KAYES", timezone.localdate())
    served = Coverage.objects.filter(structure=office).values_list("territory_id", flat=True)
    assert list(served) == ["ML-1-KAYES"]
