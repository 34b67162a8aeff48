"""The look: contrast of the tokens in both themes, weight of the pages, nothing inline."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

SHELL = Path(__file__).resolve().parents[3] / "src/baarasira/web/shell"
STATIC = SHELL.parent / "static/baarasira"
STYLES = ("baarasira/css/ground.css", "baarasira/css/parts.css", "baarasira/css/paper.css")
SCRIPTS = ("django_htmx/htmx-2.min.js", "baarasira/js/baarasira.js", "baarasira/js/suggest.js")

TEXT = [
    *[(ink, paper) for ink in ("ink", "ink-soft", "action", "action-deep", "wait", "done", "refused") for paper in ("paper", "paper-deep", "field")],
    *[("ink", f"{state}-wash") for state in ("wait", "done", "refused", "action")],
    ("action", "wait-wash"), ("action", "done-wash"), ("action", "refused-wash"), ("action", "action-wash"),
    ("action-deep", "action-wash"), ("refused", "refused-wash"), ("ink-soft", "action-wash"),
    ("on-action", "action"), ("on-action", "action-deep"), ("on-band", "band"), ("band-soft", "band"),
    ("on-shade-pale", "shade-0"), ("on-shade-pale", "shade-1"), ("on-shade-pale", "shade-2"),
    ("on-shade-deep", "shade-3"), ("on-shade-deep", "shade-4"),
]  # fmt: skip
SIGNS = [
    *[("line-strong", paper) for paper in ("paper", "paper-deep", "field")],
    ("band-line", "band"), ("wait", "wait-wash"), ("done", "done-wash"), ("action", "shade-1"), ("action", "paper-deep"),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    """Read the colours of both themes from the style sheet itself."""
    css = (STATIC / "css/ground.css").read_text()
    blocks = re.findall(r":root \{([^}]*)\}", css)
    colours = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in blocks]
    light, dark = [block for block in colours if block]
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SIGNS, 3.0)], ids=["text", "signs"])
def test_every_pair_of_colours_in_use_can_be_read(theme, pairs, least):
    colours = themes()[theme]
    weak = {
        f"{ink} on {paper}": round(contrast(colours[ink], colours[paper]), 2)
        for ink, paper in pairs
        if contrast(colours[ink], colours[paper]) < least
    }
    assert weak == {}


def test_the_palette_is_the_one_decided():
    light = themes()["light"]
    assert [light[name] for name in ("paper", "ink", "action", "wait", "done", "refused")] == [
        "#fbf8f3", "#1f1b16", "#24407a", "#8f5b12", "#2f6b3c", "#a33b20",
    ]  # fmt: skip


def test_no_colour_is_written_outside_the_tokens():
    parts = (STATIC / "css/parts.css").read_text()
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", parts) == []


def squeezed(names) -> int:
    total = 0
    for name in names:
        path = finders.find(name)
        assert path, name
        total += len(gzip.compress(Path(path).read_bytes(), 6))
    return total


LIST = """{% extends "base.html" %}{% load ui %}{% block content %}{% page_header title="Demandeurs d'emploi" %}
{% link_button "Inscrire" "/" kind="main" %}{% endpage_header %}{% table caption="Trouvés" %}{% column "Nom" kind="title" %}
{% column "Naissance" %}{% column "Téléphone" %}{% column "Score" %}{% column "État" %}{% for person in people %}{% row %}
{% cell %}{% person_line person.0 place=person.1 url="/" %}{% endcell %}{% cell %}{{ person.2 }}{% endcell %}
{% cell %}{{ person.3|phone }}{% endcell %}{% cell %}{% score_bar 78350 parts %}{% endcell %}
{% cell %}{% state_badge "À voir" tone="wait" %}{% endcell %}{% endrow %}{% endfor %}{% endtable %}{% endblock %}"""


@pytest.fixture
def agent_page(db):
    """Return what draws a template as a signed-in agent gets it."""
    from factories import make_actor

    actor = make_actor()

    def page(source: str, **context) -> str:
        request = RequestFactory().get("/")
        request.user, request.actor, request.session = actor.user, actor, {}
        with translation.override("fr"):
            return engines["django"].from_string(source).render(context, request)

    return page


def test_a_list_of_thirty_people_weighs_little_on_the_line(agent_page):
    from baarasira.web.shell.components.figures import ScorePart

    people = [
        (f"Fatoumata {n} Keïta-Traoré", f"Bureau local n° {n * 7}", 1950 + n, f"76{n * 31337:06d}"[:8])
        for n in range(30)
    ]
    parts = [ScorePart(name, 500, weight) for name, weight in (("M", 45), ("C", 25), ("E", 10), ("L", 10), ("P", 10))]
    html = len(gzip.compress(agent_page(LIST, people=people, parts=parts).encode(), 6))
    assert html < 15_000
    assert html + squeezed([*STYLES, *SCRIPTS]) < 60_000


def test_the_shell_alone_leaves_room_for_what_pages_carry(agent_page):
    empty = agent_page('{% extends "base.html" %}')
    assert len(gzip.compress(empty.encode(), 6)) < 4_000
    assert squeezed([*STYLES, *SCRIPTS]) < 36_000


def test_a_public_page_is_light_and_has_no_script():
    request = RequestFactory().get("/")
    from django.contrib.auth.models import AnonymousUser

    request.user, request.session = AnonymousUser(), {}
    html = engines["django"].get_template("shell/style_public.html").render({}, request)
    assert "<script" not in html
    assert len(gzip.compress(html.encode(), 6)) + squeezed([*STYLES, "baarasira/img/bogolan.svg"]) < 30_000


SOURCES = sorted(SHELL.glob("templates/**/*.html"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_inline_that_the_content_policy_forbids(path):
    source = path.read_text()
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son\w+=", source)
    assert "<style" not in source
    assert "hx-on" not in source
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)


def test_the_script_writes_no_markup_from_text():
    for name in ("baarasira.js", "suggest.js"):
        source = (STATIC / "js" / name).read_text()
        assert not re.search(r"innerHTML|insertAdjacentHTML|outerHTML|document\.write|eval\(|\.style\b", source)


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "409.html", "403_csrf.html", "500.html"])
def test_an_error_page_says_what_happened_and_what_to_do(name):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), {}
    with translation.override("fr"):
        html = engines["django"].get_template(name).render({}, None if name == "500.html" else request)
    assert html.count("<h1>") == 1
    assert "Revenir à l’accueil" in html
    assert len(re.findall(r"<p>[^<]{40,}</p>", html)) >= 2
