"""A small programme file that is right in everything, and ways to spoil it: for the tests of the checker."""

from baarasira.programmes.compiling import compile_file
from baarasira.programmes.findings import Flaw

RIGHT = """format = 1

[programme]
key = "maroc-agrumes"
title = { fr = "Agrumes au Maroc", en = "Citrus in Morocco" }
summary = "Une saison de cueillette au Maroc."
kind = "seasonal"
agreements = ["ML-MA-2026"]
legal_basis = ["Accord entre le Mali et le Maroc, 2026"]
valid_from = 2026-01-01
valid_to = 2028-12-31
withdrawal = "desistement"

[[partner]]
name = "ANAPEC"
role = "Reçoit les travailleurs."

[[destination]]
country = "MA"
scope = "seasonal"
needs = ["minimum_wage"]

[[criterion]]
key = "age"
kind = "age"
min = { destination = "minimum_age", otherwise = { parameter = "work.minimum_age_abroad" } }
sentence = "Il faut avoir {min} ans ; vous en avez {age}."

[[criterion]]
key = "metier"
kind = "occupation"
any_of = ["61", "9211"]
min_years = 2
sentence = { fr = "Il faut {min_years} ans de métier ; le dossier en montre {years}.", bm = "San {min_years} baara." }
instead = "Une formation reste ouverte."

[[document]]
key = "passeport"
title = "Passeport"
any_of = ["passport"]
validity_months = 6

[[step]]
key = "inscription"
kind = "registration"
title = "Inscription"
actor = "focal_point"
on = { registered = "entretien" }

[[step]]
key = "entretien"
kind = "interview"
title = "Entretien"
actor = "panel"
documents = ["passeport"]
members = 3
deadline_days = 10
reminders_days = [3, 1]
on = { passed = "notes", failed = "refus", absent = "refus" }

[[step]]
key = "notes"
kind = "marks"
title = "Notes"
actor = "panel"
grid = "grille"
on = { marked = "selection" }

[[step]]
key = "selection"
kind = "selection"
title = "Sélection"
actor = "department"
guards = ["agreement_in_force", "list_frozen"]
on = { selected = "visite", reserve = "refus", not_selected = "refus" }

[[step]]
key = "visite"
kind = "medical"
title = "Visite médicale"
actor = "doctor"
recorded_by = "focal_point"
on = { fit = "depart", unfit = "refus", deferred = "stay" }

[[step]]
key = "depart"
kind = "departure"
title = "Départ"
actor = "focal_point"
guards = ["medical_valid"]
on = { departed = "parti", missed = "desistement" }

[[grid]]
key = "grille"
title = "Grille"
total = 100

[[grid.line]]
key = "experience"
title = "Expérience du métier"
weight = 60
input = "experience_years"
full_at = 5

[[grid.line]]
key = "entretien"
title = "Entretien"
weight = 40
input = "interview"

[seats]
method = "optimum"
grid = "grille"
split_by = "region"
weights = { registered = 60, population = 40 }

[[quota]]
name = "Kayes"
where = { region = "ML-1" }
min = 3
max = 8

[[quota]]
name = "femmes"
where = { sex = "F" }
min_share = "0.30"
basis = "Accord, art. 4"

[appeal]
working_days = 5
decided_by = "director"

[[outcome]]
key = "parti"
title = "Parti"
kind = "success"
message = "Bon voyage."

[[outcome]]
key = "refus"
title = "Non retenu"
kind = "refused"
message = "Vous n'êtes pas retenu."

[[outcome]]
key = "desistement"
title = "Désistement"
kind = "withdrawn"
message = "Vous avez renoncé."
"""


def spoilt(old: str, new: str, text: str = RIGHT) -> str:
    """Return the right file with one passage written otherwise; the passage must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def flaws_of(text: str) -> tuple[Flaw, ...]:
    """Return what the checker finds in a text."""
    return compile_file(text).flaws
