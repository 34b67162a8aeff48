"""What a programme of reintegration gives: said once, bounded one way, with the steps its axis cannot do without."""

import pytest
from django.utils import translation

from baarasira.programmes.compiled.building import programme_of
from baarasira.programmes.compiling import compile_file
from baarasira.programmes.loading import carried_files

FILES = {name: content.decode() for name, content in carried_files()}
SOCIAL, BUSINESS = FILES["reinsertion-sociale.toml"], FILES["creation-entreprise-retour.toml"]


def spoilt(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


MISTAKES = {
    "un programme de réintégration ne dit pas ce qu'il donne": spoilt(
        SOCIAL, SOCIAL[SOCIAL.index("[support]") : SOCIAL.index("[[partner]]")], ""
    ),
    "seul un programme de réintégration donne une aide": spoilt(
        SOCIAL, 'kind = "reintegration"', 'kind = "employment"'
    ),
    "rien ne borne ce qu'un dossier reçoit": spoilt(BUSINESS, 'cap = { parameter = "support.cap_business" }\n', ""),
    "l'aide est bornée deux fois": spoilt(SOCIAL, "cash = true", "cap = 500000"),
    "il y a un montant par enfant et aucun par adulte": spoilt(
        SOCIAL, 'cap_adult = { parameter = "support.cap_adult" }\n', ""
    ),
    "l'axe « placement » demande une étape « contract »": spoilt(SOCIAL, 'axis = "social"', 'axis = "placement"'),
}


@pytest.mark.parametrize("sentence", MISTAKES)
def test_each_mistake_of_the_support_is_said_in_french(sentence: str) -> None:
    with translation.override("fr"):
        said = [str(flaw.sentence).replace("\xa0", " ") for flaw in compile_file(MISTAKES[sentence]).flaws]
    assert any(sentence in flaw for flaw in said), said


def test_the_three_axes_are_carried_with_their_tranches_and_visits() -> None:
    programmes = {name: programme_of(compile_file(text).canonical) for name, text in FILES.items()}
    axes = {item.support.axis: item for item in programmes.values() if item.support is not None}
    assert set(axes) == {"social", "business", "placement"}
    shares = [step.parameters["share"] for step in axes["business"].steps.values() if step.kind == "tranche"]
    assert [str(share) for share in shares] == ["0.4", "0.4", "0.2"], "domain.md C.5"
    for programme in axes.values():
        follow = programme.step_of_kind("follow_up")
        assert follow is not None
        assert follow.parameters["after_months"] == (1, 3, 6, 12)
    assert not axes["business"].support.cash, "never in cash unless the programme allows it"
