"""One test for every mistake a person can make in a file: on which line it is found, and the sentence they read."""

import pytest
from django.utils import translation

from baarasira.programmes.compiling import compile_file
from baarasira.programmes.files.reading import UnreadableFile
from programme_files import RIGHT, flaws_of, spoilt

MEDICAL_STEP = RIGHT[RIGHT.index('[[step]]\nkey = "visite"') : RIGHT.index('[[step]]\nkey = "depart"')]

# What is written, what a person wrote instead, the code, and the French sentence as the command prints it.
MISTAKES: dict[str, tuple[str, str, str, str]] = {
    "key misspelt": (
        "title = {", "titel = {", "unknown_key",
        "« titel » n'est pas une clé connue dans [programme] ; vouliez-vous dire « title » ?",
    ),
    "key in French": (
        'summary = "Une', 'resume = "Une', "unknown_key",
        "« resume » n'est pas une clé connue dans [programme] ; vouliez-vous dire « summary » ?",
    ),
    "key of nothing": (
        'kind = "seasonal"', 'kind = "seasonal"\nzzz = 1', "unknown_key",
        ("« zzz » n'est pas une clé connue dans [programme] ; écrivez l'un de ceux-ci : key, title, summary, kind, agreements, "
        "legal_basis, valid_from, valid_to, withdrawal, notice"),
    ),
    "table misspelt": (
        "[[partner]]", "[[partners]]", "unknown_key", "« partners » n'est pas une clé connue dans le fichier ; vouliez-vous dire « partner » ?",
    ),
    "key missing": (
        'message = "Bon voyage."\n', "", "missing",
        "[[outcome]] n'a pas de « message » ; ajoutez « message » : ce qui est dit à la personne",
    ),
    "format missing": (
        "format = 1\n", "", "missing", "le fichier n'a pas de « format » ; ajoutez « format » : le numéro de cette façon d'écrire : 1",
    ),
    "format of tomorrow": (
        "format = 1", "format = 2", "bounds", "« format » ne peut pas être 2 ; écrivez un nombre entier de 1 à 1",
    ),
    "one bracket": (
        "[[partner]]", "[partner]", "type",
        "« partner » est écrit comme une seule table, il peut y en avoir plusieurs ; écrivez [[partner]], avec deux crochets",
    ),
    "value for a table": (
        '[appeal]\nworking_days = 5\ndecided_by = "director"', "", "", "",
    ),
    "text where a number is expected": (
        "members = 3", 'members = "trois"', "type",
        "« members » est un texte, on attend un nombre entier ; écrivez par exemple members = 1",
    ),
    "number where a text is expected": (
        'name = "ANAPEC"', "name = 12", "type",
        "« name » est un nombre, on attend un texte entre guillemets droits ; écrivez par exemple name = \"…\"",
    ),
    "yes or no": (
        'title = "Passeport"', 'title = "Passeport"\noptional = "oui"', "type",
        "« optional » est un texte, on attend oui ou non (true, false) ; écrivez par exemple optional = true",
    ),
    "empty text": (
        'role = "Reçoit les travailleurs."', 'role = "  "', "empty", "« role » est vide ; écrivez-le, ou retirez la ligne",
    ),
    "empty list": (
        'agreements = ["ML-MA-2026"]', "agreements = []", "empty",
        "la liste « agreements » est vide ; remplissez-la, ou retirez la ligne",
    ),
    "twice in a list": (
        '["61", "9211"]', '["61", "61"]', "twice", "« 61 » figure deux fois dans cette liste ; gardez-le une fois",
    ),
    "name with accents": (
        'key = "visite"\n', 'key = "visite médicale"\n', "name",
        ("« visite médicale » ne peut pas être un nom court : seulement des lettres sans accent, des chiffres et des traits "
        "d'union ; écrivez « visite-medicale »"),
    ),
    "no French": (
        '{ fr = "Agrumes au Maroc", en = "Citrus in Morocco" }', '{ en = "Citrus in Morocco" }', "french",
        "« title » n'est pas écrit en français ; commencez par { fr = \"…\" } ; les autres langues suivent",
    ),
    "unknown language": (
        "bm = \"San", "bambara = \"San", "language",
        "« bambara » n'est pas le code d'une langue connue ; utilisez un code de la liste des langues : fr, bm, en, es…",
    ),
    "kind of programme": (
        'kind = "seasonal"', 'kind = "seasonnal"', "choice",
        "« seasonnal » n'est pas connu ici pour « kind » ; vouliez-vous dire « seasonal » ?",
    ),
    "date that does not exist": (
        "valid_from = 2026-01-01", 'valid_from = "2026-02-30"', "date",
        "« 2026-02-30 » n'est pas une date qui existe ; écrivez année-mois-jour, par exemple 2026-11-30",
    ),
    "year out of reach": (
        "valid_to = 2028-12-31", "valid_to = 2208-12-31", "date",
        "l'année 2208 ne peut pas être juste ; écrivez une année de 1960 à 2100",
    ),
    "end before the beginning": (
        "valid_to = 2028-12-31", "valid_to = 2025-12-31", "date",
        "le programme finit le 2025-12-31, avant de commencer le 2026-01-01 ; écrivez un jour plus tardif, ou retirez la ligne",
    ),
    "country": (
        'country = "MA"', 'country = "Maroc"', "code", "aucun pays n'a le code « Maroc » ; écrivez « MA » (Maroc)",
    ),
    "occupation": (
        '["61", "9211"]', '["61", "9999"]', "code", "aucun métier de la CITP-08 n'a le code « 9999 » ; ",
    ),
    "region by its name": (
        'region = "ML-1"', 'region = "Kayes"', "territory", "aucune région n'a le code « Kayes » ; écrivez « ML-1 » (Kayes)",
    ),
    "region that does not exist": (
        'region = "ML-1"', 'region = "ML-99"', "territory", "aucune région n'a le code « ML-99 » ; vouliez-vous dire « ML-9 » ?",
    ),
    "kind of step": (
        'kind = "interview"', 'kind = "intervieuw"', "kind",
        "aucune sorte d'étape ne s'appelle « intervieuw » ; vouliez-vous dire « interview » ?",
    ),
    "kind of criterion": (
        'kind = "occupation"', 'kind = "ocupation"', "kind",
        "aucune sorte de critère ne s'appelle « ocupation » ; vouliez-vous dire « occupation » ?",
    ),
    "parameter of another kind": (
        "members = 3", "answer_hours = 48", "unknown_key",
        "« answer_hours » n'est pas une clé connue dans une étape « interview » ; ",
    ),
    "role": (
        'actor = "panel"\ndocuments', 'actor = "jury"\ndocuments', "choice",
        "« jury » n'est pas connu ici pour « actor » ; écrivez l'un de ceux-ci : candidate, counsellor, ",
    ),
    "nobody writes": (
        'recorded_by = "focal_point"\n', "", "role",
        ("« doctor » est hors du service : personne n'écrit ce qu'il a fait ; ajoutez recorded_by = \"focal_point\", ou un "
        "autre rôle du service"),
    ),
    "writer outside the service": (
        'recorded_by = "focal_point"', 'recorded_by = "consulate"', "role",
        "« consulate » est hors du service et n'écrit rien ici ; ",
    ),
    "two steps of one name": (
        'key = "notes"', 'key = "entretien"', "twin",
        "deux [[step]] portent le nom « entretien » ; le premier est à la ligne 50 ; donnez à celui-ci un autre nom",
    ),
    "two partners of one name": (
        "[[destination]]", '[[partner]]\nname = "ANAPEC"\nrole = "Encore."\n\n[[destination]]', "twin",
        "deux [[partner]] portent le nom « ANAPEC » ; le premier est à la ligne 14 ; donnez à celui-ci un autre nom",
    ),
    "step and outcome of one name": (
        'key = "visite"', 'key = "refus"', "twin",
        ("« refus » est le nom d'une étape et désigne aussi autre chose ; donnez à l'étape un nom qu'aucune issue ne porte, et "
        "qui ne soit pas « stay »"),
    ),
    "target that does not exist": (
        'passed = "notes"', 'passed = "note"', "target",
        "« note » n'est ni une étape ni une issue de ce fichier ; vouliez-vous dire « notes » ?",
    ),
    "step that leads nowhere": (
        "on = { marked = \"selection\" }\n", "", "missing", "une étape « marks » n'a pas de « on » ; ajoutez « on » : où mène chaque fin",
    ),
    "ending left out": (
        ', absent = "refus" }', " }", "ending",
        "l'étape « entretien » ne dit pas ce qui suit « absent » (absent) ; ajoutez absent = \"…\" à son « on »",
    ),
    "ending that is none": (
        "marked =", "market =", "ending",
        "une étape « marks » ne finit pas par « market » ; vouliez-vous dire « marked » ?",
    ),
    "endings as a text": (
        'on = { marked = "selection" }', 'on = "selection"', "type",
        "« on » ne dit pas où mène chaque fin ; écrivez on = { passed = \"…\", failed = \"…\" }, avec des noms d'étapes ou d'issues",
    ),
    "step nobody reaches": (
        'selected = "visite"', 'selected = "depart"', "unreachable",
        "aucun chemin ne mène à l'étape « visite » ; nommez-la dans le « on » d'une étape précédente, ou retirez-la",
    ),
    "outcome nobody reaches": (
        'departed = "parti"', 'departed = "desistement"', "unreachable",
        "aucun chemin ne mène à l'issue « parti » ; nommez-la dans le « on » d'une étape, ou retirez-la",
    ),
    "road that goes round": (
        'unfit = "refus"', 'unfit = "entretien"', "loop",
        ("le chemin tourne en rond : entretien → notes → selection → visite → entretien ; menez plus loin, ou écrivez « stay » "
        "pour une étape à refaire"),
    ),
    "stay after a good ending": (
        'fit = "depart"', 'fit = "stay"', "target",
        "le chemin continue après « fit », il ne peut pas rester sur place ; nommez l'étape suivante ou une issue",
    ),
    "no aim": (
        'kind = "success"', 'kind = "interrupted"', "no_success",
        "aucun chemin ne mène à une issue de la sorte « success » ; donnez au but du programme kind = \"success\"",
    ),
    "withdrawal that is no outcome": (
        'withdrawal = "desistement"', 'withdrawal = "desistment"', "target",
        "« desistment » n'est pas une issue de ce fichier ; vouliez-vous dire « desistement » ?",
    ),
    "withdrawal of another kind": (
        'withdrawal = "desistement"', 'withdrawal = "refus"', "target",
        "« refus » n'est pas une issue de la sorte « withdrawn » ; donnez-lui kind = \"withdrawn\", ou nommez une autre issue",
    ),
    "document that is none": (
        'documents = ["passeport"]', 'documents = ["passport"]', "document",
        "aucun [[document]] ne porte le nom « passport » ; vouliez-vous dire « passeport » ?",
    ),
    "document nobody asks for": (
        'documents = ["passeport"]\n', "", "unused",
        "aucune étape ne demande le document « passeport » ; nommez-le dans les « documents » d'une étape, ou retirez-le",
    ),
    "identity document": (
        'any_of = ["passport"]', 'any_of = ["passeport"]', "code",
        "« passeport » n'est pas une pièce d'identité de la liste ; écrivez « passport » (Passeport)",
    ),
    "negative deadline": (
        "deadline_days = 10", "deadline_days = -10", "negative",
        "« deadline_days » est négatif : -10 ; écrivez un nombre entier de 0 à 1500",
    ),
    "reminder before the opening": (
        "reminders_days = [3, 1]", "reminders_days = [30, 1]", "deadline",
        "un rappel 30 jours avant l'échéance tombe avant l'ouverture de l'étape (délai de 10 jours) ; écrivez 10 au plus",
    ),
    "reminder without a deadline": (
        "deadline_days = 10\n", "", "deadline",
        "« reminders_days » sans délai ne veut rien dire ; ajoutez deadline_days, ou retirez-le",
    ),
    "unknown setting": (
        'parameter = "work.minimum_age_abroad"', 'parameter = "work.minimum_age_abraod"', "parameter",
        "aucun réglage ne s'appelle « work.minimum_age_abraod » ; vouliez-vous dire « work.minimum_age_abroad » ?",
    ),
    "setting that is no number": (
        "min_years = 2", 'min_years = { parameter = "ranking.weights" }', "parameter",
        "le réglage « ranking.weights » n'est pas un nombre entier ; choisissez un réglage qui contient un nombre entier",
    ),
    "setting of another unit": (
        "deadline_days = 10", 'deadline_days = { parameter = "reserve.answer_hours" }', "parameter",
        "le réglage « reserve.answer_hours » compte des heures ; choisissez-en un qui compte des jours",
    ),
    "reference that is none": (
        "min_years = 2", 'min_years = { reglage = "x" }', "reference",
        ("« min_years » n'est ni un nombre ni un renvoi à un réglage ; écrivez un nombre, { parameter = \"…\" } ou "
        "{ destination = \"…\", otherwise = … }"),
    ),
    "value of the law that is none": (
        'destination = "minimum_age"', 'destination = "age_minimum"', "choice",
        "« age_minimum » n'est pas connu ici pour « destination » ; ",
    ),
    "guard that is none": (
        '"list_frozen"', '"list_frosen"', "choice",
        "« list_frosen » n'est pas connu ici pour « guards » ; vouliez-vous dire « list_frozen » ?",
    ),
    "guard that looks back on nothing": (
        'guards = ["medical_valid"]', 'guards = ["contract_signed"]', "guard",
        "la garde « contract_signed » regarde une étape « contract » que ce fichier n'a pas ; ajoutez cette étape, ou retirez la garde",
    ),
    "one signature for a selection": (
        'title = "Sélection"', 'title = "Sélection"\ntwo_people = false', "two_people",
        "une étape « selection » demande toujours deux personnes (règle R-16) ; retirez cette ligne",
    ),
    "quorum above the members": (
        'grid = "grille"\non', 'grid = "grille"\nmembers = 3\nquorum = 4\non', "bounds",
        "le quorum de 4 dépasse les 3 membres ; écrivez 3 au plus",
    ),
    "grid that does not add up": (
        "weight = 40", "weight = 30", "weights", "les poids de la grille « grille » font 90 ensemble, elle annonce 100 ; rendez-les égaux",
    ),
    "pass mark above the total": (
        "total = 100", "total = 100\npass_mark = 120", "bounds", "personne ne peut atteindre un minimum de 120 sur 100 ; écrivez 100 au plus",
    ),
    "grid that is none": (
        'grid = "grille"\nsplit_by', 'grid = "grile"\nsplit_by', "grid",
        "aucune [[grid]] ne porte le nom « grile » ; vouliez-vous dire « grille » ?",
    ),
    "input that is none": (
        'input = "interview"', 'input = "entrevue"', "input", "une grille ne sait pas lire « entrevue » ; ",
    ),
    "best scores without a grid": (
        'method = "optimum"\ngrid = "grille"', 'method = "optimum"', "grid",
        "les meilleures notes sont choisies, mais aucune grille ne les donne ; ajoutez grid = \"…\" à [seats]",
    ),
    "weights that do not make 100": (
        "registered = 60, population = 40", "registered = 60, population = 50", "weights",
        "ces poids font 110 ensemble ; faites qu'ils fassent 100",
    ),
    "minimum above maximum": (
        "min = 3\nmax = 8", "min = 9\nmax = 8", "bounds", "le minimum, 9, dépasse le maximum, 8 ; échangez-les, ou retirez-en un",
    ),
    "quota that bounds nothing": (
        "min = 3\nmax = 8\n", "", "missing", "ce quota ne limite rien ; ajoutez min, max, min_share ou max_share",
    ),
    "share of more than one": (
        'min_share = "0.30"', 'min_share = "1.30"', "share",
        "une part de 1.30 est plus que le tout, ou moins que rien ; écrivez une part entre 0 et 1 : \"0.30\" pour 30 %",
    ),
    "share in percent": (
        'min_share = "0.30"', 'min_share = "30 %"', "share",
        "« 30 % » n'est pas écrit comme une part ; mettez un point et pas de signe pour cent : \"0.30\" pour 30 %",
    ),
    "share with a comma": (
        'min_share = "0.30"', 'min_share = "0,30"', "share",
        "« 0,30 » n'est pas écrit comme une part ; mettez un point et pas de signe pour cent : \"0.30\" pour 30 %",
    ),
    "shares of more than the whole": (
        "min = 3\nmax = 8",
        'min_share = "0.70"\n\n[[quota]]\nname = "Sikasso"\nwhere = { region = "ML-3" }\nmin_share = "0.40"', "share",
        "les parts minimales par « region » font 1.1 ensemble, plus que le tout ; baissez-les jusqu'à faire 1 au plus",
    ),
    "quota by an unknown attribute": (
        'where = { region = "ML-1" }', 'where = { regions = "ML-1" }', "unknown_key",
        "un quota ne sait pas compter « regions » ; vouliez-vous dire « region » ?",
    ),
    "criterion without a sentence": (
        'sentence = "Il faut avoir {min} ans ; vous en avez {age}."\n', "", "missing",
        "un critère « age » n'a pas de « sentence » ; ajoutez « sentence » : ce que lit une personne refusée",
    ),
    "sentence that quotes nothing": (
        "vous en avez {age}", "vous en avez {years}", "quote",
        "un critère « age » n'a rien à mettre à la place de {years} ; écrivez l'un de ceux-ci : min, max, age",
    ),
    "brace left open": (
        "vous en avez {age}", "vous en avez {age", "quote", "une accolade n'est pas fermée dans cette phrase ; fermez chaque { par }",
    ),
    "no country for a programme abroad": (
        RIGHT[RIGHT.index("[[destination]]") : RIGHT.index("[[criterion]]")], "", "destination",
        ("un programme de la sorte « seasonal » mène à l'étranger, mais le fichier ne nomme aucun pays ; ajoutez une "
        "[[destination]] avec son pays (country)"),
    ),
    "country twice": (
        "[[criterion]]", '[[destination]]\ncountry = "MA"\nscope = "seasonal"\n\n[[criterion]]', "twin",
        "« MA » figure deux fois avec les mêmes conditions ; gardez-en une, ou donnez-leur des champs (scope) différents",
    ),
    "seats without a selection": (
        'kind = "selection"', 'kind = "committee"', "unused",
        ("il y a des places ou des quotas, mais aucune étape « selection » ne s'en sert ; ajoutez une étape de la sorte "
        "« selection », ou retirez-les"),
    ),
    "age without its law": (
        'min = { destination = "minimum_age", otherwise = { parameter = "work.minimum_age_abroad" } }', "min = 25", "R-09",
        ("une limite d'âge demande la loi qui l'exige (règle R-09, convention 111 de l'OIT) ; ajoutez basis = \"…\", ou écrivez "
        "min = { parameter = \"work.minimum_age_abroad\" }"),
    ),
    "ages in the wrong order": (
        'min = { destination = "minimum_age", otherwise = { parameter = "work.minimum_age_abroad" } }',
        'min = 45\nmax = 25\nbasis = "Accord, art. 3"', "bounds",
        "l'âge minimal, 45, dépasse l'âge maximal, 25 ; échangez-les, ou retirez-en un",
    ),
}  # fmt: skip
del MISTAKES["value for a table"]

FORBIDDEN = (
    "sex", "sexe", "genre", "marital_status", "situation_matrimoniale", "married", "children", "nombre_d_enfants",
    "pregnancy", "grossesse", "ethnicity", "ethnie", "religion", "health", "sante", "vih", "handicap",
)  # fmt: skip


def plain(text: str) -> str:
    """Return a sentence with ordinary spaces where French does not break the line."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def _in_french() -> None:
    translation.activate("fr")


def test_the_file_that_is_right_has_no_finding() -> None:
    assert flaws_of(RIGHT) == ()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_found_on_its_line_and_said_in_french(mistake: str) -> None:
    old, new, code, sentence = MISTAKES[mistake]
    text = spoilt(old, new)
    found = [flaw for flaw in flaws_of(text) if flaw.code == code and plain(flaw.sentence).startswith(sentence)]
    assert found, [(flaw.line, flaw.code, flaw.sentence) for flaw in flaws_of(text)]
    changed = text[: RIGHT.index(old)].count("\n") + 1
    table = text[: RIGHT.index(old)].rfind("\n[", 0) + 1
    begins = text[:table].count("\n") + 1
    # A key is found on its own line; what is missing, on the line of its table; what depends on others, where it is said.
    elsewhere = {
        "unreachable",
        "loop",
        "unused",
        "no_success",
        "twin",
        "share",
        "weights",
        "destination",
        "grid",
        "deadline",
        "role",
    }
    assert code in elsewhere or begins <= found[0].line <= changed + new.count("\n") or found[0].line == 1, found


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_said_in_english_too(mistake: str) -> None:
    old, new, code, _sentence = MISTAKES[mistake]
    with translation.override("en"):
        found = [flaw.sentence for flaw in flaws_of(spoilt(old, new)) if flaw.code == code]
    assert found
    assert not any(word in found[0] for word in ("écrivez", "aucun", "vouliez", "ajoutez"))


@pytest.mark.parametrize("ground", FORBIDDEN)
def test_a_forbidden_ground_is_refused_with_its_source_wherever_it_stands(ground: str) -> None:
    places = {
        "criterion": spoilt('kind = "occupation"', f'kind = "{ground}"'),
        "grid": spoilt('input = "interview"', f'input = "{ground}"'),
    }
    if ground not in {"sex"}:  # a quota may count women, with a minimum and its basis
        places["quota"] = spoilt('where = { region = "ML-1" }', f'where = {{ {ground} = "x" }}')
    for place, text in places.items():
        found = [flaw for flaw in flaws_of(text) if flaw.code == "R-09"]
        assert found, (place, ground)
        assert "règle R-09, convention 111 de l'OIT" in found[0].sentence, place


def test_a_quota_opens_a_door_with_its_legal_basis_and_never_closes_one() -> None:
    without = flaws_of(spoilt('min_share = "0.30"\nbasis = "Accord, art. 4"', 'min_share = "0.30"'))
    assert [flaw.code for flaw in without] == ["R-09"]
    assert plain(without[0].sentence).startswith("un quota par « sex » n'énonce aucune base légale")
    closed = flaws_of(spoilt('min_share = "0.30"', 'max_share = "0.30"'))
    assert [flaw.code for flaw in closed] == ["R-09"]
    assert "peut ouvrir une porte, jamais la fermer" in closed[0].sentence
    assert flaws_of(spoilt('where = { sex = "F" }', 'where = { disability = "yes" }')) == ()


@pytest.mark.parametrize(
    "sentence",
    ["Réservé aux femmes.", "Il faut être célibataire et sans enfant.", "Test VIH négatif exigé."],
)
def test_a_sentence_that_chooses_by_a_forbidden_ground_is_refused(sentence: str) -> None:
    found = flaws_of(spoilt("Il faut avoir {min} ans ; vous en avez {age}.", sentence))
    assert "R-09" in {flaw.code for flaw in found}, sentence


def test_several_mistakes_are_all_said_in_the_order_of_the_lines() -> None:
    text = spoilt('country = "MA"', 'country = "ZZ"')
    text = spoilt("weight = 40", "weight = 30", spoilt('kind = "medical"', 'kind = "medicale"', text))
    found = flaws_of(text)
    assert [flaw.line for flaw in found] == sorted(flaw.line for flaw in found)
    assert {"code", "kind", "weights"} <= {flaw.code for flaw in found}


UNREADABLE = {
    'title = "Sans fin\nkey = 1': (1, "un texte n'est pas fermé sur sa ligne ; "),
    "format = 1\nformat = 2": (2, "cette clé ou cette table est déjà donnée plus haut dans le fichier ; "),
    "[programme]\nkey = un": (2, "cette valeur ne peut pas être lue ; mettez les textes entre guillemets droits"),
    "[programme]\nvalid_from = 2026-02-30": (2, "cette date n'existe pas ; écrivez année-mois-jour"),
    "[programme\nkey = 1": (1, "les crochets de ce titre ne sont pas fermés ; "),
    "une phrase ordinaire": (1, "cette ligne n'est ni une [table] ni une clé suivie de = et de sa valeur ; "),
    'a = ["x" "y"]': (1, "une liste ou une table n'est pas fermée, ou une virgule manque entre deux valeurs ; "),
    "a = 1 2": (1, "il reste quelque chose après la valeur ; "),
    'a = "C:\\Users"': (1, "une barre oblique inverse dans un texte a un sens à elle ; "),
}


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_toml_is_said_in_words(text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        compile_file(text)
    line, sentence = UNREADABLE[text]
    assert caught.value.flaw.line == line
    assert plain(caught.value.flaw.sentence).startswith(sentence), caught.value.flaw.sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (RIGHT.encode("latin-1", "replace"), "ce n'est pas un texte en UTF-8 ; "),
        (b"#" * 300_000, "ce fichier dépasse 256 ko ; "),
        (b"\x00\x01PK\x03\x04", "cette ligne "),
    ],
)
def test_what_is_no_text_is_said_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        compile_file(content)
    assert plain(caught.value.flaw.sentence).startswith(sentence), caught.value.flaw.sentence


def test_a_file_saved_by_windows_is_read_all_the_same() -> None:
    unix = compile_file(RIGHT.encode())
    windows = compile_file(b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode())
    assert windows.clean
    assert windows.digest == unix.digest
