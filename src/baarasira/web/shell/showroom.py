"""What the style guide shows: invented people, an invented offer, and a form of every kind of field."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.urls import reverse_lazy

from baarasira.kernel.files import IMAGES
from baarasira.web.files.fields import FileBoxField

from .components.figures import ScorePart, Tile
from .components.filters import Choice
from .components.lists import Column
from .forms import DateField, Form, MoneyField, PhoneInput, SuggestField
from .paging import Page

# The style guide is for those who build and run the product: its sample data are in French, as the users' are.
RECORDED = "Fatoumata Keïta est inscrite. Sa carte peut être imprimée."
TRADES = {
    "7231": ("Mécanicien automobile", "CITP 7231 · réparateur de voitures, de camions, de motos"),
    "7212": ("Soudeur", "CITP 7212 · soudeur à l'arc, chaudronnier"),
    "7531": ("Tailleur, couturière", "CITP 7531 · modéliste, brodeur"),
    "6111": ("Cultivateur de céréales", "CITP 6111 · mil, sorgho, maïs, riz"),
    "9211": ("Manœuvre agricole", "CITP 9211 · récolte, désherbage, cueillette"),
    "8322": ("Chauffeur de taxi ou de fourgonnette", "CITP 8322 · sotrama, livraison"),
}


def trades(words: str) -> list[tuple[str, str, str]]:
    """Return the sample trades whose words contain what was typed, as suggestion triples."""
    wanted = words.strip().lower()
    return [(code, label, detail) for code, (label, detail) in TRADES.items() if wanted in f"{label} {detail}".lower()]


def trade_label(code: str) -> str:
    """Return the words of a sample trade."""
    return TRADES.get(code, (code, ""))[0]


class PersonForm(Form):
    """Every kind of field, as registering a person uses them."""

    sections = [
        ("Identité", ("surname", "given_name", "born_on", "sex", "photo")),
        ("Coordonnées", ("phone", "shared", "region", "languages")),
        ("Travail", ("trade", "trades", "wage", "note", "consent")),
    ]
    surname = forms.CharField(label="Nom de famille", max_length=80)
    given_name = forms.CharField(label="Prénom", max_length=80, help_text="Tel qu'il est écrit sur la carte.")
    born_on = DateField(label="Date de naissance", required=False)
    sex = forms.ChoiceField(
        label="Sexe",
        choices=[("female", "Femme"), ("male", "Homme")],
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    photo = FileBoxField(label="Photo", kinds=IMAGES, required=False)
    phone = forms.CharField(label="Téléphone", widget=PhoneInput, help_text="Huit chiffres, par exemple 76 45 00 00.")
    shared = forms.BooleanField(label="Ce téléphone est partagé avec d'autres personnes", required=False)
    region = forms.ChoiceField(
        label="Région", choices=[("", "Choisir…"), ("kayes", "Kayes"), ("koulikoro", "Koulikoro"), ("segou", "Ségou")]
    )
    languages = forms.MultipleChoiceField(
        label="Langues parlées",
        choices=[("bm", "Bamanankan"), ("ff", "Fulfulde"), ("snk", "Soninké"), ("ses", "Songhaï"), ("fr", "Français")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Cochez toutes celles que la personne parle couramment.",
    )
    trade = SuggestField(
        label="Métier recherché",
        url=reverse_lazy("shell:style-suggestions"),
        label_for=trade_label,
        known=TRADES.__contains__,
        help_text="Écrivez-le comme vous le dites : « soudeur », « je couds ».",
    )
    trades = SuggestField(
        label="Autres métiers, trois au plus",
        url=reverse_lazy("shell:style-suggestions"),
        label_for=trade_label,
        known=TRADES.__contains__,
        multiple=True,
        limit=3,
        required=False,
    )
    wage = MoneyField(label="Salaire souhaité par mois", required=False)
    note = forms.CharField(label="Observations", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    consent = forms.BooleanField(label="La personne accepte que son profil soit montré aux employeurs")


class FilterForm(Form):
    """The filters of a list of people."""

    q = forms.CharField(label="Nom", required=False, widget=forms.TextInput(attrs={"size": "18"}))
    region = forms.ChoiceField(
        label="Région", required=False, choices=[("", "Toutes"), ("kayes", "Kayes"), ("segou", "Ségou")]
    )
    state = forms.ChoiceField(
        label="Carte", required=False, choices=[("", "Toutes"), ("valid", "Valable"), ("due", "À renouveler")]
    )
    late = forms.BooleanField(label="En retard seulement", required=False)


def faulty_form() -> PersonForm:
    """Return the form as it comes back with errors."""
    data = {
        "surname": "Keïta",
        "born_on": "85",
        "phone": "76 45",
        "trade_text": "réparateur de tout",
        "wage": "35 mille",
    }
    form = PersonForm({f"faulty-{name}": value for name, value in data.items()}, prefix="faulty")
    form.is_valid()
    form.add_error("phone", "Ce numéro a 4 chiffres ; un numéro du Mali en a 8. Vérifiez-le avec la personne.")
    return form


def _score() -> list[ScorePart]:
    return [
        ScorePart("Métier", 1000, 45, "Soudeur depuis 6 ans, le métier demandé."),
        ScorePart(
            "Compétences", 500, 25, "2 des 4 compétences souhaitées ; il manque la soudure TIG et la lecture de plan."
        ),
        ScorePart("Expérience", 1000, 10, "6 ans, pour 3 demandés."),
        ScorePart("Langues", 1000, 10, "Bamanankan et français."),
        ScorePart("Lieu", 500, 10, "Habite Koulikoro, région voisine."),
    ]


_MAP = [
    ("Taoudénit", 0, 5, 0), ("Tombouctou", 1, 5, 1), ("Kidal", 1, 6, 0), ("Nioro", 2, 1, 1), ("Nara", 2, 2, 0),
    ("Mopti", 2, 4, 2), ("Douentza", 2, 5, 1), ("Gao", 2, 6, 2), ("Ménaka", 2, 7, 0), ("Kayes", 3, 0, 3),
    ("Kita", 3, 1, 1), ("Koulikoro", 3, 2, 3), ("Ségou", 3, 3, 3), ("San", 3, 4, 1), ("Bandiagara", 3, 5, 1),
    ("Bamako", 4, 2, 4), ("Dioïla", 4, 3, 1), ("Koutiala", 4, 4, 2), ("Bougouni", 5, 3, 2), ("Sikasso", 5, 4, 3),
]  # fmt: skip


def samples() -> dict[str, Any]:
    """Return the sample data of the guide, under the names its template uses."""
    people = [
        {"name": "Fatoumata Keïta", "born": "1985", "place": "Bureau de Kati", "phone": "76450000", "wage": 90000,
         "due": date(2026, 11, 9), "word": "En retard", "tone": "late", "score": 84500},
        {"name": "Ɲamakɔrɔ Ɛbu Traoré", "born": "vers 1979", "place": "Bureau de Kita", "phone": "66••••12", "wage": 75000,
         "due": date(2026, 11, 23), "word": "À voir aujourd'hui", "tone": "wait", "score": 78350},
        {"name": "Moussa ag Mohamed", "born": "12/03/1994", "place": "Bureau de Gao", "phone": "+33612345678",
         "wage": 1250000, "due": date(2026, 12, 1), "word": "Placé", "tone": "done", "score": 61000},
    ]  # fmt: skip
    return {
        "people": people,
        "page": Page(rows=people, found=214, at_least=False, previous_url="?before=x", next_url="?after=y"),
        "parts": _score(),
        "total": 83500,
        "tiles": [
            Tile(name, name[:4], row, column, str(level * 37 + 4), level, "#") for name, row, column, level in _MAP
        ],
        "legend": ["0 à 9", "10 à 49", "50 à 99", "100 à 149", "150 et plus"],
        "shortcut_date": date(2026, 11, 23),
        "at": datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
        "tab_items": [
            {"label": "À traiter", "url": "#a", "current": True, "count": 12},
            {"label": "Approuvées", "url": "#b", "current": False, "count": 140},
            {"label": "Closes", "url": "#c", "current": False, "count": None},
        ],
        "path": [{"label": "Offres", "url": "#"}, {"label": "Offre 2026-0412", "url": "#"}],
        "choices": [
            Choice("office", "Agence", (("", "Toutes les agences"), ("kati", "Kati"), ("kita", "Kita")), "kita"),
        ],
        "figures_head": ["Région", Column("Offres", "number"), Column("Placements", "number")],
        "figures_rows": [["Kayes", 41, 17], ["Ségou", 38, 22], ["Sikasso", 52, 30]],
    }
