"""Components: what they accept, what they refuse, and what they say to those who do not see."""

import re
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from baarasira.kernel.files.models import StoredFile
from baarasira.web.shell.components import register
from baarasira.web.shell.components.core import SHAPES, TONES
from baarasira.web.shell.components.figures import ScorePart, Tile
from baarasira.web.shell.components.lists import Column
from baarasira.web.shell.paging import Page

PARTS = [
    ScorePart("Métier", 1000, 45, "Le métier demandé."),
    ScorePart("Compétences", 500, 25, "Il manque le TIG."),
    ScorePart("Expérience", 1000, 10),
    ScorePart("Langues", 0, 10),
    ScorePart("Lieu", 500, 10),
]


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


def draw(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context({"csrf_token": "t0ken", **context}))


BLOCKS = sorted(
    name
    for name, compile_tag in register.tags.items()
    if getattr(compile_tag, "__name__", "") == "compile_tag"
    or "content" in getattr(compile_tag, "__wrapped__", lambda: 0).__code__.co_varnames[:2]
)
REQUIRED = {
    "state_badge": '"En cours"',
    "page_header": '"Titre"',
    "tabs": 'items label="Vues"',
    "section": '"Langues"',
    "empty_state": '"Rien"',
    "person_line": '"Awa"',
    "button": '"Inscrire"',
    "link_button": '"Ouvrir" "/"',
    "stat": '"Placements" 3',
    "progress": '"Places" 1 2',
    "day": "when",
    "file_link": 'kept "/"',
}


@pytest.mark.parametrize("tag", sorted(register.tags))
def test_an_unknown_attribute_is_refused_by_every_component(tag):
    end = f"{{% end{tag} %}}" if tag in BLOCKS else ""
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        draw(f'{{% {tag} {REQUIRED.get(tag, "")} colour="red" %}}{end}')


def test_blocks_are_recognised():
    assert {"table", "row", "timeline", "section", "notice", "post_form", "confirm_form"} <= set(BLOCKS)
    assert not {"button", "fact", "pagination", "column"} & set(BLOCKS)


@pytest.mark.parametrize("tone", sorted(TONES))
def test_a_state_is_a_word_a_colour_and_a_shape(tone):
    drawn = draw(f'{{% state_badge "En cours" tone="{tone}" %}}')
    assert "En cours" in drawn
    assert f'class="state {tone}"' in drawn
    assert SHAPES[TONES[tone]] in drawn


def test_each_tone_has_a_shape_of_its_own():
    assert len({SHAPES[shape] for shape in TONES.values()}) == len(TONES)


@pytest.mark.parametrize(
    "source",
    [
        '{% state_badge "" %}',
        '{% state_badge "Mot" tone="purple" %}',
        '{% state_badge "Mot" shape="star" %}',
        '{% button "Inscrire" kind="huge" %}',
        '{% button "Inscrire" attributes=bad %}',
        '{% notice tone="shiny" %}x{% endnotice %}',
        "{% facts columns=7 %}{% endfacts %}",
        '{% fact "Né" "1985" %}',
        '{% event "Inscrite" when="hier" %}{% endevent %}',
        "{% cell %}x{% endcell %}",
        "{% way_back %}",
        '{% table caption="Vide" %}{% endtable %}',
        '{% table caption="Ticks" tick="p" %}{% column "Nom" %}{% endtable %}',
        '{% table caption="Peu" %}{% column "A" %}{% column "B" %}{% row %}{% cell %}1{% endcell %}{% endrow %}{% endtable %}',
        '{% table caption="Trop" %}{% column "A" %}{% row %}{% cell %}1{% endcell %}{% cell %}2{% endcell %}{% endrow %}{% endtable %}',
        '{% table caption="T" tick="p" form="f" %}{% column "A" %}{% row %}{% cell %}1{% endcell %}{% endrow %}{% endtable %}',
        '{% column "Nom" %}',
        '{% progress "Places" 1 0 %}',
        "{% score_bar 1 light %}",
        '{% confirm_form action="/" button="Clore" consequence=" " %}{% endconfirm_form %}',
        '{% confirm_form action="/" button="Clore" consequence="Fin." reason="maybe" %}{% endconfirm_form %}',
        '{% form_field "nom" %}',
        '{% data_table caption="C" head=head rows=uneven %}',
        '{% tile_map tiles title="Carte" legend=head %}',
    ],
)
def test_a_component_refuses_what_makes_no_sense(source):
    context = {
        "bad": {"onclick": "alert(1)"},
        "light": PARTS[:2],
        "head": ["Région"],
        "uneven": [["Kayes", "Ségou"]],
        "tiles": [],
    }
    with pytest.raises(TemplateSyntaxError):
        draw(source, **context)


def test_a_form_that_acts_needs_the_token_of_its_page():
    with pytest.raises(TemplateSyntaxError, match="csrf"):
        draw("{% post_form %}{% endpost_form %}", csrf_token="")
    drawn = draw('{% post_form draft="person-new" %}{% button "Inscrire" kind="main" %}{% endpost_form %}')
    assert 'name="csrfmiddlewaretoken" value="t0ken"' in drawn
    assert 'data-draft="person-new"' in drawn
    assert 'hx-boost="true"' in drawn
    assert re.search(r'name="_once" value="[0-9a-f]{32}"', drawn)


def test_two_forms_never_share_their_key_and_a_plain_form_has_none():
    both = draw("{% post_form %}{% endpost_form %}{% post_form %}{% endpost_form %}")
    first, second = re.findall(r'name="_once" value="(\w+)"', both)
    assert first != second
    plain = draw("{% post_form plain=True %}{% endpost_form %}")
    assert "_once" not in plain
    assert "hx-boost" not in plain


def test_an_act_that_cannot_be_undone_asks_for_a_reason_in_words():
    drawn = draw(
        '{% confirm_form action="/clore" button="Clore l\'offre" consequence="Elle ne sera plus montrée." '
        'reason="required" opener="Clore…" kind="grave" %}{% endconfirm_form %}'
    )
    reason = re.search(r'<textarea id="(reason-\w+)" name="reason" rows="3" required>', drawn)
    assert reason
    assert f'for="{reason[1]}"' in drawn
    assert drawn.index("Elle ne sera plus montrée.") < drawn.index("Clore l'offre</button>")
    assert drawn.startswith("<details")


def test_what_a_user_wrote_is_never_markup():
    nasty = "<script>alert(1)</script>"
    drawn = draw(
        "{% page_header title=x subtitle=x %}{% endpage_header %}{% person_line x place=x %}{% state_badge x %}"
        '{% facts %}{% fact x x %}{% endfacts %}{% button x %}{% data_table caption=x head=head rows=rows %}'
        "{% timeline label=x %}{% event x when=x by=x %}{{ x }}{% endevent %}{% endtimeline %}"
        "{% work_list x %}{% work_item x url=x detail=x %}{% endwork_item %}{% endwork_list %}{% stat x x %}",
        x=nasty, head=[nasty], rows=[[nasty]],
    )  # fmt: skip
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_table_names_its_columns_in_every_row():
    drawn = draw(
        '{% table caption="Personnes" tick="person" form="batch" %}{% column "Nom" kind="title" %}'
        '{% column "Naissance" kind="date" sort_url="?sort=born" sorted="descending" %}{% column "" kind="action" %}'
        "{% for name in names %}{% row value=name label=name %}{% cell %}{{ name }}{% endcell %}{% cell %}1985{% endcell %}"
        "{% cell %}{% endcell %}{% endrow %}{% endfor %}{% endtable %}",
        names=["Awa", "Ɲama"],
    )
    assert drawn.count('data-label="Naissance"') == 2
    assert drawn.count('scope="row"') == 2
    assert drawn.count('type="checkbox"') == 3
    assert 'aria-sort="descending"' in drawn
    assert "<caption>Personnes</caption>" in drawn
    assert "Que faire" in drawn
    assert '<span class="hidden">Ɲama</span>' in drawn


def test_a_table_of_figures_escapes_and_keeps_its_kinds():
    drawn = draw(
        '{% data_table caption="Par région" head=head rows=rows %}',
        head=["Région", Column("Offres", "number")],
        rows=[["Kayes & Kita", 41]],
    )
    assert "Kayes &amp; Kita" in drawn
    assert 'class="number" data-label="Offres">41<' in drawn


def test_a_score_says_its_five_parts_in_words_and_draws_them_by_weight_and_share():
    drawn = draw("{% score_bar 78350 parts detail=True %}", parts=PARTS)
    said = re.search(r'aria-label="([^"]+)"', drawn)
    assert said
    assert said[1] == (
        "Score 78,4 sur 100\u00a0: Métier 100\u00a0%, Compétences 50\u00a0%, Expérience 100\u00a0%, Langues 0\u00a0%, Lieu 50\u00a0%"
    )
    held = [
        float(width) * float(height)
        for width, height in re.findall(r'class="held" x="\d+" y="[\d.]+" width="(\d+)" height="([\d.]+)"', drawn)
    ]
    assert held == [43 * 20, 23 * 10, 8 * 20, 0, 8 * 10]
    assert "Il manque le TIG." in drawn


def test_the_road_ends_with_the_next_step_open():
    drawn = draw(
        '{% timeline label="La route" %}{% event "Inscrite" when=day %}{% endevent %}'
        '{% next_step "Noter le résultat" due=day %}{% post_form %}{% endpost_form %}{% endnext_step %}{% endtimeline %}',
        day=date(2026, 11, 23),
    )
    assert drawn.index("Inscrite") < drawn.index("Prochaine étape") < drawn.index("<form")
    assert '<time datetime="2026-11-23">23/11/2026</time>' in drawn
    assert "Échéance\u00a0: 23/11/2026" in drawn


def test_pagination_says_how_many_and_links_only_to_pages_that_exist():
    first = draw("{% pagination page %}", page=Page([1], 214, False, "", "?after=x"))
    assert "214 résultats" in first
    assert 'rel="next" href="?after=x"' in first
    assert 'rel="prev"' not in first
    assert "1 résultat<" in draw("{% pagination page %}", page=Page([1], 1, False, "", ""))
    assert "Plus de 10\u202f000 résultats" in draw("{% pagination page %}", page=Page([1], 10000, True, "", ""))


def test_the_tile_map_shades_names_and_links():
    tiles = [Tile("Kayes", "KAY", 3, 0, "115", 3, "/kayes"), Tile("Gao", "GAO", 2, 6, "4", 0)]
    drawn = draw('{% tile_map tiles title="Placements par région" legend=legend %}', tiles=tiles, legend=list("abcde"))
    assert 'aria-label="Kayes : 115"' in drawn
    assert drawn.count("<a ") == 1
    assert "level-3" in drawn
    assert "translate(0 192)" in drawn


def test_progress_is_said_in_words():
    assert "3 sur 5" in draw('{% progress "Places pourvues" 3 5 %}')
    assert 'value="5" max="5"' in draw('{% progress "Places pourvues" 9 5 words="9 pour 5" %}')


def test_nothing_known_says_so():
    drawn = draw('{% facts %}{% fact "NINA" "" %}{% fact "Enfants" 0 %}{% endfacts %}')
    assert drawn.count("non renseigné") == 1


def test_filters_in_force_each_come_off_alone_and_go_back_to_the_first_page():
    from baarasira.web.shell.components.filters import active_filters
    from baarasira.web.shell.showroom import FilterForm

    request = RequestFactory().get("/personnes/", {"region": "kayes", "late": "on", "q": "", "after": "abc"})
    form = FilterForm(request.GET)
    chips = active_filters(form, request)
    assert [(chip.label, chip.remove_url) for chip in chips] == [
        ("Région\u00a0: Kayes", "/personnes/?late=on&q="),
        ("En retard seulement\u00a0: oui", "/personnes/?region=kayes&q="),
    ]
    drawn = draw('{% filters form chips=chips reset_url="/personnes/" %}', form=form, chips=chips)
    assert 'method="get"' in drawn
    assert "Retirer le filtre Région" in drawn
    assert active_filters(FilterForm(), request) == []


def test_a_kept_file_is_named_with_its_weight_and_one_forgotten_has_no_link():
    kept = StoredFile(name="Contrat signé.pdf", media_type="application/pdf", size=1_240_000, kept_by_label="Awa Diarra",
                      kept_at=datetime(2026, 11, 23, 14, 30, tzinfo=UTC))  # fmt: skip
    html = draw('{% file_link file "/x/" %}', file=kept)
    assert '<a href="/x/">Contrat signé.pdf</a>' in html
    assert "PDF, 1,2" in html
    assert "Awa Diarra" in html
    kept.forgotten_at, kept.name = kept.kept_at, ""
    html = draw('{% file_link file "/x/" %}', file=kept)
    assert "<a" not in html
    assert "Fichier retiré le 23 novembre 2026" in html
