"""A country outside the catalogue: one TOML file is all that is written, and its campaign runs to its outcome.

Two people import and publish the file through the pages, people apply, two people sign a public draw, the contract, the departure
and the return follow. After every stage a candidate looks the file up on the public page.
"""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.openings import actions as campaigns
from baarasira.openings.models import Campaign
from baarasira.programmes.loading import carried_files
from baarasira.programmes.models import ProgrammeVersion
from baarasira.selection import actions as selection
from baarasira.selection.models import Run
from contracting import make_contract
from factories import TODAY, make_actor, make_agreement, make_applicant, make_application, make_campaign, make_user
from road_travel import prepare_travel
from selecting import House, make_house

pytestmark = pytest.mark.django_db

PROGRAMME = """
format = 1

[programme]
key = "mauritanie-peche"
title = "Pêche artisanale en Mauritanie"
summary = "Une saison de pêche de six mois à Nouadhibou, tirée au sort en public entre ceux qui remplissent les conditions."
kind = "seasonal"
agreements = ["ML-MR-2026"]
legal_basis = ["Accord entre le Mali et la Mauritanie sur l'emploi, 2026"]
withdrawal = "renonce"
notice = "L'embarquement ne se paie pas."

[[destination]]
country = "MR"
occupations = ["6222"]

[[criterion]]
key = "metier"
kind = "occupation"
any_of = ["6222"]
min_years = 2
sentence = "Il faut avoir pêché {min_years} ans au moins ; votre dossier en montre {years}."
instead = "L'agence vous oriente vers les pêcheries du fleuve."

[[document]]
key = "livret"
title = "Livret de pêcheur"

[[step]]
key = "inscription"
kind = "registration"
title = "Inscription"
actor = "focal_point"
on = { registered = "conditions" }

[[step]]
key = "conditions"
kind = "eligibility"
title = "Conditions de participation"
actor = "system"
on = { eligible = "livret", refused = "ecarte" }

[[step]]
key = "livret"
kind = "documents"
title = "Présentation du livret"
actor = "focal_point"
documents = ["livret"]
deadline_days = 10
on = { complete = "tirage", refused = "ecarte", expired = "ecarte" }

[[step]]
key = "tirage"
kind = "selection"
title = "Tirage public"
actor = "department"
guards = ["agreement_in_force", "list_frozen"]
on = { selected = "contrat", reserve = "attente", not_selected = "non-tire" }

[[step]]
key = "attente"
kind = "reserve_call"
title = "Liste d'attente"
actor = "candidate"
recorded_by = "focal_point"
answer_hours = 48
on = { accepted = "contrat", declined = "renonce", expired = "non-tire", not_called = "non-tire" }

[[step]]
key = "contrat"
kind = "contract"
title = "Signature du contrat d'embarquement"
actor = "candidate"
recorded_by = "department"
deadline_days = 20
on = { signed = "embarquement", declined = "renonce", refused = "ecarte" }

[[step]]
key = "embarquement"
kind = "departure"
title = "Embarquement"
actor = "focal_point"
guards = ["contract_signed"]
on = { departed = "retour", missed = "renonce" }

[[step]]
key = "retour"
kind = "return"
title = "Retour au Mali"
actor = "candidate"
recorded_by = "focal_point"
proofs = ["service", "border"]
on = { returned = "saison-faite", not_returned = "sans-nouvelle" }

[seats]
method = "draw"
reserve_ratio = "1"

[[outcome]]
key = "saison-faite"
title = "Saison de pêche faite"
kind = "success"
message = "Votre saison est faite. Vous pouvez vous inscrire à la suivante."

[[outcome]]
key = "ecarte"
title = "Conditions non remplies"
kind = "refused"
message = "Une condition manque. Le récépissé dit laquelle."

[[outcome]]
key = "non-tire"
title = "Non tiré au sort"
kind = "refused"
message = "Le sort ne vous a pas désigné cette fois."

[[outcome]]
key = "sans-nouvelle"
title = "Sans nouvelle"
kind = "interrupted"
message = "Présentez-vous à votre agence."

[[outcome]]
key = "renonce"
title = "Renoncement"
kind = "withdrawn"
message = "Vous avez renoncé."
"""


def test_one_file_makes_a_programme_that_runs_to_its_outcome() -> None:
    assert not any(b'country = "MR"' in content for _name, content in carried_files())
    house = make_house()
    version = _published_by_two(house)
    campaign = _campaign(house, version)
    people = [_fisher(house, name) for name in ("Bozo", "Somono", "Kassambara")]
    received = [make_application(campaign, person) for person in people]
    novice = make_application(campaign, _fisher(house, "Karembé", years=1))
    assert _looked_up(novice, "Karembé") == ("Conditions non remplies", "")
    for file in received:
        assert _looked_up(file, file.person.surname) == ("Présentation du livret", _written(10))
        _closed(house.focal, file, "complete", presented=["livret"])
        assert _looked_up(file, file.person.surname)[0] == "Tirage public"
    run = _drawn(house, campaign)
    chosen, waiting = _sides(run, received)
    assert _looked_up(waiting, waiting.person.surname) == ("Liste d'attente", "")
    _to_the_outcome(house, chosen[0])
    # The second of the two seats falls free: the one who waits is called, and goes the same road.
    files.withdraw_file(actor=make_actor(house.focal), candidacy_id=chosen[1].pk)
    assert _looked_up(waiting, waiting.person.surname) == ("Liste d'attente", _written(2))
    _closed(house.focal, waiting, "accepted")
    _to_the_outcome(house, waiting)
    ended = dict(Candidacy.objects.filter(opening_id=campaign.pk).values_list("pk", "outcome"))
    assert ended == {
        novice.pk: "ecarte", chosen[0].pk: "saison-faite", chosen[1].pk: "renonce", waiting.pk: "saison-faite",
    }  # fmt: skip


def _published_by_two(house: House) -> ProgrammeVersion:
    """Import the file on its page, see its author refused its publication, publish it by another person."""
    root = house.department.parent
    author, second = (signed_in(make_user(Role.DIRECTOR, root)) for _n in range(2))
    sent = SimpleUploadedFile("mauritanie-peche.toml", PROGRAMME.encode(), content_type="text/plain")
    answer = author.post(reverse("programmes:import"), {"file": sent, "owner": str(house.department.pk)}, follow=True)
    assert "Pêche artisanale en Mauritanie" in answer.content.decode()
    version = ProgrammeVersion.objects.get(programme__key="mauritanie-peche")
    publish = reverse("programmes:publish", args=[version.pk])
    assert author.post(publish, {"version": version.version}).status_code == 403
    version.refresh_from_db()
    assert version.state == "draft", "whoever imported it does not publish it"
    second.post(publish, {"version": version.version})
    version.refresh_from_db()
    assert version.state == "published"
    return version


def _campaign(house: House, version: ProgrammeVersion) -> Campaign:
    agreement = make_agreement(house.department, reference="ML-MR-2026", country="MR", yearly=10)
    return make_campaign(
        house.department, version=version, agreement=agreement, title="Pêche à Nouadhibou", occupation="6222",
        country="MR", seats=2,
    )  # fmt: skip


def _fisher(house: House, surname: str, years: int = 4) -> Any:
    return make_applicant(house.segou, surname=surname, occupations=[f"6222:{years}"], phones=["76 45 00 00"])


def _closed(user: Any, file: Candidacy, ending: str, **values: Any) -> None:
    files.close_step(actor=make_actor(user), candidacy_id=file.pk, ending=ending, values=values)


def _drawn(house: House, campaign: Campaign) -> Run:
    """Close applications and the list, fix the number drawn after it, draw, sign by two people."""
    head = make_actor(house.head)
    campaign = campaigns.close_applications(actor=head, campaign=campaign)
    run = selection.close_list(actor=head, campaign=campaign)
    run = selection.fix_seed(actor=head, run=run, seed="03 14 15 92 65", source="Loterie nationale", drawn_on=TODAY)
    run = selection.sign(actor=head, run=selection.propose(actor=head, run=run))
    return selection.sign(actor=make_actor(house.second), run=run)


def _sides(run: Run, received: list[Candidacy]) -> tuple[list[Candidacy], Candidacy]:
    results = dict(run.places.values_list("entry__candidacy_id", "result"))
    chosen = [file for file in received if results[file.pk] == "selected"]
    [waiting] = [file for file in received if results[file.pk] == "reserve"]
    assert len(chosen) == 2
    return chosen, waiting


def _to_the_outcome(house: House, file: Candidacy) -> None:
    """From the contract, signed under two people, to the return proved."""
    name = file.person.surname
    assert _looked_up(file, name) == ("Signature du contrat d'embarquement", _written(20))
    make_contract(file, until="signed", signer=make_actor(house.head))
    assert _looked_up(file, name) == ("Embarquement", "")
    prepare_travel(file)
    _closed(house.focal, file, "departed", on=TODAY)
    assert _looked_up(file, name)[0] == "Retour au Mali"
    _closed(house.focal, file, "returned", on=TODAY, proof="border")
    assert _looked_up(file, name) == ("Saison de pêche faite", "")
    assert not CandidacyStep.objects.filter(candidacy=file, closed_at__isnull=True).exists()


def _looked_up(file: Candidacy, surname: str) -> tuple[str, str]:
    """Return (state, next date) as the holder of the receipt reads them on the public page; no name stands there."""
    sent = {"number": file.number, "born": file.person.born.year}
    answer = Client().post(reverse("public:receipt"), sent)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200
    assert surname not in page
    assert "ne se paie pas" in page
    state = re.search(r"<h1>(.*?)</h1>", page)
    assert state is not None
    return state[1], _date_after("Prochaine date", page)


def _written(days: int) -> str:
    """Return a day so many days from today as the public page writes it in French."""
    with translation.override("fr"):
        return date_format(TODAY + timedelta(days=days), "l j F Y")


def _date_after(label: str, page: str) -> str:
    found = re.search(rf"{label}</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.S)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""
