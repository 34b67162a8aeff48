"""More people than seats, in a real browser: quotas by region, half the seats for women, an appeal upheld, a reserve that is called.

Ten people want four seats, two for each region. The panel's marks are given through the actions; the list, the run, the two signatures,
the appeal, its decision, the corrected run, the withdrawal and the answer are each done on the page of whoever does them.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.engine import holds, parse_rules
from baarasira.selection import applicants_file
from baarasira.selection.models import Appeal, ReserveCall, Run
from baarasira.selection.queries import runs as queries
from browsers import Windows
from paper_reading import letters, text
from selecting import make_story, programme_text, steps_of
from telling.acting import Cast, Days, Hand
from telling.checking import COMPUTED, downloaded, in_full, looked_up, run_again

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASIS = "Règlement d'essai, art. 4 : la moitié des places au moins revient à des femmes"
WOMEN = f'[[quota]]\nname = "Femmes"\nwhere = {{ sex = "F" }}\nmin_share = "0.50"\nbasis = "{BASIS}"\n'
PEOPLE = {
    "Amadou": ("ML-4", "55"), "Bakary": ("ML-4", "48"), "Cheick": ("ML-4", "45"), "Djénéba": ("ML-4", "30"), "Fanta": ("ML-4", "20"),
    "Gaoussou": ("ML-1", "50"), "Hamidou": ("ML-1", "40"), "Issa": ("ML-1", "35"), "Kadiatou": ("ML-1", "28"), "Lala": ("ML-1", "25"),
}  # fmt: skip
FEMALE = {"Djénéba", "Fanta", "Kadiatou", "Lala"}


class Contest:
    """The story: its people by name, who plays in it."""

    def __init__(self, windows: Windows, days: Days) -> None:
        self.days, self.cast = days, Cast(windows, days)
        self.told = make_story(
            PEOPLE, seats=4, content=programme_text(quotas=WOMEN), split={"ML-4": 1, "ML-1": 1},
            sexes={name: "F" if name in FEMALE else "M" for name in PEOPLE},
        )  # fmt: skip
        self.house, self.campaign = self.told.house, self.told.campaign
        self.kayes_focal = self.cast.make(Role.FOCAL_POINT, self.house.kayes, "Sissoko", "F-2")

    def hand(self, user: Any) -> Hand:
        return self.cast.hand(user)

    def stands(self, name: str) -> tuple[str, str]:
        """Return what the holder of a receipt reads on the public page."""
        return looked_up(self.cast.visitor(), self.told.files[name])

    def chosen(self, run: Run) -> list[str]:
        rows = run.places.filter(result="selected").order_by("entry__receipt").values_list("entry__receipt", flat=True)
        return sorted(self.told.names(list(rows)))


@pytest.fixture
def contest(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Contest:
    return Contest(windows, Days(monkeypatch))


def test_an_appeal_changes_the_list_and_the_reserve_keeps_the_quotas(
    contest: Contest, windows: Windows, tmp_path: Path
) -> None:
    first = _the_selection_is_run_seen_and_signed(contest)
    assert contest.chosen(first) == ["Amadou", "Djénéba", "Gaoussou", "Kadiatou"]
    assert contest.stands("Kadiatou") == ("Contrat", "")
    assert contest.stands("Lala") == ("Appel de la réserve", "")
    _an_appeal_is_upheld(contest, first)
    second = _the_corrected_list_is_signed(contest, first)
    assert contest.chosen(second) == ["Amadou", "Djénéba", "Gaoussou", "Lala"]
    assert contest.stands("Kadiatou") == ("Appel de la réserve", "")
    assert contest.stands("Lala") == ("Contrat", "")
    _both_runs_are_published_side_by_side(contest, first, second, tmp_path)
    _the_woman_who_withdraws_is_replaced_by_a_woman(contest, second)
    _who_does_not_answer_in_time_loses_the_turn(contest, second)
    assert windows.complaints == []


def _the_selection_is_run_seen_and_signed(contest: Contest) -> Run:
    head = contest.hand(contest.house.head)
    head.open("selection:file", contest.campaign.pk)
    head.press("Clore la liste", "La liste est close")
    run = Run.objects.get()
    head.write("seed", "48 21 07 33 90")
    head.write("source", "Loterie nationale, tirage du jour")
    head.write("drawn_on", contest.days.today)
    head.press("Enregistrer le nombre tiré", "Le nombre tiré est enregistré")
    head.press("Calculer la sélection", "Femmes")
    head.sound()
    _what_the_quota_costs_is_seen_by_receipt_alone(contest, head)
    head.open("selection:run", run.pk)
    head.press("Signer la sélection", "Votre signature est enregistrée.")
    second = contest.hand(contest.house.second)
    second.open("selection:run", run.pk)
    second.press("Signer et publier", "La sélection est publiée")
    second.sound()
    run.refresh_from_db()
    assert BASIS in queries.file_text(run, "rules.toml"), "a door opened by a quota says by what law"
    return run


def _what_the_quota_costs_is_seen_by_receipt_alone(contest: Contest, head: Hand) -> None:
    head.page.get_by_role("link", name="Femmes", exact=True).click()
    head.reads("minimum abaissé d'une place")
    head.sound()
    row = head.page.get_by_role("row", name=re.compile("minimum abaissé d'une place"))
    # With one woman fewer, the man with the most points takes the seat of the woman for whom he gains most.
    expect(row).to_contain_text(contest.told.receipt("Bakary"))
    expect(row).to_contain_text(contest.told.receipt("Djénéba"))
    seen = head.page.locator("main").inner_text()
    assert not any(name in seen for name in PEOPLE), "what a quota costs is seen before it is known whom it costs"


def _an_appeal_is_upheld(contest: Contest, run: Run) -> None:
    contest.days.pass_by(2)
    counter = contest.hand(contest.kayes_focal)
    counter.open("selection:appeals", contest.campaign.pk)
    counter.write("receipt", contest.told.receipt("Lala"))
    counter.write("received_on", contest.days.today)
    counter.write("grounds", "La note de mon entretien ne compte pas la seconde partie.")
    counter.press("Enregistrer le recours", "Le recours est enregistré")
    appeal = Appeal.objects.get(run=run)
    head = contest.hand(contest.house.head)
    head.open("selection:appeal", appeal.pk)
    head.write("instruction", "La feuille signée porte 33 et non 25 pour l'entretien.")
    head.press("Noter l'instruction", "L'instruction est enregistrée")
    head.open("selection:appeal", appeal.pk)
    assert not head.offers("Accepter le recours"), "who signed the list does not decide on it"
    director = contest.hand(contest.house.director)
    director.open("selection:appeal", appeal.pk)
    director.write("decision", "La feuille signée fait foi : la note est corrigée.")
    director.write("line-entretien", "33")
    director.press("Accepter le recours", "La décision est enregistrée")
    director.sound()
    assert contest.chosen(run) == ["Amadou", "Djénéba", "Gaoussou", "Kadiatou"], "no list changes by a decision alone"


def _the_corrected_list_is_signed(contest: Contest, first: Run) -> Run:
    head = contest.hand(contest.house.head)
    head.open("selection:file", contest.campaign.pk)
    head.press("Faire la liste corrigée")
    head.page.wait_for_url(re.compile("/passages/"))
    run = Run.objects.get(number=2)
    assert (run.former, run.seed) == (first, first.seed), "the same number drawn: nobody draws again until it suits"
    head.press("Calculer la sélection", "Ce que ce passage change du précédent")
    head.sound()
    head.press("Signer la sélection", "Votre signature est enregistrée.")
    second = contest.hand(contest.house.second)
    second.open("selection:run", run.pk)
    second.press("Signer et publier", "La sélection est publiée")
    run.refresh_from_db()
    assert run.state == "published"
    return run


def _both_runs_are_published_side_by_side(contest: Contest, first: Run, second: Run, folder: Path) -> None:
    visitor, number = contest.cast.visitor(), contest.campaign.opening.number
    came, went = contest.told.receipt("Lala"), contest.told.receipt("Kadiatou")
    visitor.open("public:selection", number)
    visitor.reads("Ce que ce passage a changé")
    facts = visitor.page.locator("main").inner_text()
    assert came in facts
    assert went in facts
    for run, there, absent in ((first, went, came), (second, came, went)):
        visitor.page.goto(reverse("public:selection_list", args=[number, run.number, "ML-1"]))
        visitor.sound()
        chosen = visitor.page.locator("main ol").first
        expect(chosen).to_contain_text(there)
        expect(chosen).not_to_contain_text(absent)
        held = downloaded(visitor, run)
        assert {name: held[name] for name in COMPUTED} == run_again(held, folder / f"run-{run.number}")
    minutes = letters(text(contest.hand(contest.house.head).paper("selection:record", second.pk)))
    assert came in minutes
    assert went in minutes


def _withdraws(contest: Contest, user: Any, name: str) -> None:
    hand = contest.hand(user)
    hand.open("campaigns:dossier", contest.told.files[name].pk)
    hand.unfold("La personne se désiste…")
    hand.press("Enregistrer le désistement", "Le désistement est enregistré")


def _quotas_hold(run: Run) -> bool:
    """Tell whether those who hold a seat now, with those called, keep every quota of the published rules."""
    people = applicants_file.applicants(queries.file_text(run, "applicants.csv"))
    at = {receipt: place for place, receipt in enumerate(people.ids)}
    return holds(people, parse_rules(queries.file_text(run, "rules.toml")), [at[key] for key in queries.sitting(run)])


def _called(contest: Contest) -> list[tuple[str, str]]:
    rows = ReserveCall.objects.order_by("id").values_list("candidacy__number", "state")
    return [(contest.told.names([number])[0], state) for number, state in rows]


def _the_woman_who_withdraws_is_replaced_by_a_woman(contest: Contest, run: Run) -> None:
    """Bakary and Cheick stand before Fanta on the list of Ségou: the seat is a woman's, and stays one."""
    _withdraws(contest, contest.house.focal, "Djénéba")
    assert _called(contest) == [("Fanta", "waiting")]
    assert _quotas_hold(run)
    call = ReserveCall.objects.get()
    assert contest.stands("Djénéba") == ("Désistement", "")
    assert contest.stands("Fanta") == ("Appel de la réserve", in_full(call.answer_by.date()))
    head = contest.hand(contest.house.head)
    head.open("selection:reserve", contest.campaign.pk)
    head.reads(f"{call.answer_by:%d/%m/%Y %H:%M}")
    focal = contest.hand(contest.house.focal)
    focal.open("campaigns:dossier", contest.told.files["Fanta"].pk)
    focal.tick("ending", "accepted")
    focal.press("Noter l’issue de l’étape", "Le dossier a avancé")
    assert _called(contest) == [("Fanta", "accepted")]
    assert contest.stands("Fanta") == ("Contrat", "")


def _who_does_not_answer_in_time_loses_the_turn(contest: Contest, run: Run) -> None:
    _withdraws(contest, contest.house.focal, "Amadou")
    assert _called(contest)[1:] == [("Bakary", "waiting")]
    deadline = ReserveCall.objects.get(state="waiting").answer_by
    assert files.tick(actor=contest.days.clock()) == 0
    while contest.days.now <= deadline + timedelta(hours=1):
        contest.days.pass_by(1)
    files.tick(actor=contest.days.clock())
    assert _called(contest)[1:] == [("Bakary", "expired"), ("Cheick", "waiting")]
    assert contest.stands("Bakary") == ("Sans réponse", "")
    assert _quotas_hold(run)
    assert steps_of(contest.told) == {
        "Amadou": "desistement", "Bakary": "sans-reponse", "Cheick": "appel", "Djénéba": "desistement", "Fanta": "contrat",
        "Gaoussou": "contrat", "Hamidou": "appel", "Issa": "appel", "Kadiatou": "appel", "Lala": "contrat",
    }  # fmt: skip
    assert Candidacy.objects.filter(step="contrat", state="under_way").count() == 3, (
        "the fourth seat waits for an answer"
    )
