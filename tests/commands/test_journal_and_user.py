"""`baarasira journal` and `baarasira user` as an operator types them."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from agents import signed_in
from baarasira.accounts.actions.invitations import accept_invitation
from baarasira.accounts.actions.recovering import recover
from baarasira.accounts.actions.signing_in import SignInRefused, sign_in
from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import system, visitor
from baarasira.kernel.errors import NotAllowed, WrongState
from baarasira.kernel.journal import chain, guards
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from baarasira.project.cli import main
from factories import NOW, make_actor, make_tree, make_user

pytestmark = pytest.mark.django_db


def write(count: int) -> list[Entry]:
    return [journal.record(system(NOW), "thing.make", noun="thing", object_id=uuid4()) for _number in range(count)]


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        for line in guards.remove_statements(connection.vendor):
            cursor.execute(line)
        cursor.execute(statement)
        for line in guards.install_statements(connection.vendor):
            cursor.execute(line)


def test_a_sound_journal_answers_0_and_says_what_was_read(capsys: pytest.CaptureFixture[str]) -> None:
    write(4)
    assert main(["journal", "seal"]) == 0
    write(1)
    assert main(["journal", "verify"]) == 0
    told = capsys.readouterr().out
    assert "4 entrées scellées" in told
    assert "4 entrées dans 1 sceaux, 1 pas encore scellées" in told
    assert chain.head() in told


def test_a_changed_entry_answers_1_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    entries = write(3)
    chain.seal_pending(NOW)
    tamper("UPDATE kernel_entry SET actor_label = 'quelqu''un d''autre' WHERE verb = 'thing.make'")
    assert main(["journal", "verify"]) == 1
    assert f"Première entrée fautive\u00a0: {entries[0].id}" in capsys.readouterr().out


def test_a_chain_rewritten_whole_is_caught_by_the_head_kept_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(3)
    chain.seal_pending(NOW)
    kept = tmp_path / "head.txt"
    assert main(["journal", "head", "--out", str(kept)]) == 0
    head = capsys.readouterr().out.strip()
    assert kept.read_text().startswith(head)
    tamper("DELETE FROM kernel_sealedentry")
    tamper("DELETE FROM kernel_seal")
    tamper("UPDATE kernel_entry SET verb = 'thing.forge'")
    chain.seal_pending(NOW)
    assert main(["journal", "verify"]) == 0, "consistent in itself"
    assert main(["journal", "verify", "--head", head]) == 1
    assert main(["journal", "verify", "--head", str(kept)]) == 1


@pytest.mark.parametrize("head", ["abc", "z" * 64, "/nowhere/at/all"])
def test_a_head_that_is_none_answers_2(head: str) -> None:
    assert main(["journal", "verify", "--head", head]) == 2


def test_the_first_administrator_of_an_installation_opens_the_account_by_the_link_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tree = make_tree()
    assert main(["user", "add", "--email", "dg@anpe.example", "--name", "Aïssata Touré"]) == 0
    link = capsys.readouterr().out.strip()
    found = re.fullmatch(r"http://127\.0\.0\.1:8000/compte/invitation/([\w-]+)/", link)
    assert found is not None
    user = accept_invitation(
        actor=visitor(User.objects.get().created_at), token=found.group(1), password="cinq mots sans lien"
    )
    assert (user.given_name, user.surname, user.state) == ("Aïssata", "Touré", AccountState.ACTIVE)
    assert user.memberships.get().structure == tree.root
    invited = Entry.objects.get(verb="account.invite")
    assert (invited.actor_label, invited.channel) == ("system", "command")
    assert main(["user", "list"]) == 0
    assert "dg@anpe.example\tAïssata Touré\tactive\tnational_administrator@" in capsys.readouterr().out


def test_refusals_of_user_add_are_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["user", "add", "--email", "x@anpe.example", "--name", "A B"]
    assert main(words) == 1
    assert "baarasira setup" in capsys.readouterr().err
    tree = make_tree()
    assert main([*words, "--structure", tree.office.code]) == 1
    assert "direction générale" in capsys.readouterr().err
    assert main([*words, "--structure", tree.office.code, "--role", Role.COUNSELLOR]) == 0
    assert main([*words, "--structure", tree.office.code, "--role", Role.COUNSELLOR]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert User.objects.count() == 1


def test_an_administrator_who_lost_everything_gets_in_again_by_a_link_from_the_server(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tree = make_tree()
    user = make_user(Role.NATIONAL_ADMINISTRATOR, tree.root, email="dg@anpe.example")
    browser = signed_in(user)
    assert browser.get("/").status_code == 200
    for _number in range(5):
        with pytest.raises(SignInRefused):
            sign_in(actor=visitor(NOW), email=user.email, password="perdu")
    words = ["user", "reset", "DG@anpe.example", "--by", "Moussa  Traoré", "--reason", "téléphones volés"]
    assert main(words) == 0
    link = capsys.readouterr().out.strip()
    found = re.fullmatch(r"http://127\.0\.0\.1:8000/compte/invitation/([\w-]+)/", link)
    assert found is not None

    assert browser.get("/").status_code == 302, "the visit is over"
    assert not TOTPDevice.objects.filter(user=user).exists()
    user = User.objects.get()
    assert (user.state, user.has_usable_password(), user.second_factor_at) == (AccountState.INVITED, False, None)
    accept_invitation(actor=visitor(timezone.now()), token=found.group(1), password="cinq mots sans lien")
    assert sign_in(actor=visitor(timezone.now()), email=user.email, password="cinq mots sans lien").pk == user.pk
    assert User.objects.get().roles(NOW.date()) == {Role.NATIONAL_ADMINISTRATOR}
    with pytest.raises(WrongState):
        accept_invitation(actor=visitor(timezone.now()), token=found.group(1), password="cinq mots sans lien")


def test_the_journal_says_who_gave_an_access_back_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    user = make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root)
    assert main(["user", "reset", user.email, "--by", "Moussa Traoré", "--reason", "téléphones volés"]) == 0
    token = capsys.readouterr().out.strip().split("/")[-2]
    entry = Entry.objects.get(verb="account.recover")
    assert (entry.actor_label, entry.channel, entry.object_id) == ("system", "command", str(user.pk))
    content = journal.content(entry)
    assert content is not None
    assert content["reason"] == "Moussa Traoré, en ligne de commande sur le serveur\u00a0: téléphones volés"
    assert "Moussa" not in entry.payload, "encrypted, like all that is about a person"
    assert token not in str(content)


def test_an_account_whose_invitation_ran_out_gets_a_new_link(capsys: pytest.CaptureFixture[str]) -> None:
    make_tree()
    assert main(["user", "add", "--email", "dg@anpe.example", "--name", "Aïssata Touré"]) == 0
    former = capsys.readouterr().out.strip().split("/")[-2]
    assert main(["user", "reset", "dg@anpe.example", "--by", "Moussa Traoré", "--reason", "lien perdu"]) == 0
    fresh = capsys.readouterr().out.strip().split("/")[-2]
    with pytest.raises(WrongState):
        accept_invitation(actor=visitor(timezone.now()), token=former, password="cinq mots sans lien")
    accept_invitation(actor=visitor(timezone.now()), token=fresh, password="cinq mots sans lien")
    content = journal.content(Entry.objects.get(verb="account.renew_invitation"))
    assert content is not None
    assert content["reason"].startswith("Moussa Traoré,")


@pytest.mark.parametrize(
    ("state", "by", "reason", "told"),
    [
        (AccountState.ACTIVE, " ", "téléphones volés", "Écrivez qui le demande"),
        (AccountState.ACTIVE, "M" * 101, "téléphones volés", "Écrivez qui le demande"),
        (AccountState.ACTIVE, "Moussa Traoré", " ", "comment vous avez vérifié"),
        (AccountState.SUSPENDED, "Moussa Traoré", "téléphones volés", "suspendu ou fermé"),
        (AccountState.CLOSED, "Moussa Traoré", "téléphones volés", "suspendu ou fermé"),
        (None, "Moussa Traoré", "téléphones volés", "Aucun compte n’a l’adresse personne@anpe.example"),
    ],
)
def test_refusals_of_user_reset_are_sentences_and_change_nothing(
    capsys: pytest.CaptureFixture[str], state: AccountState | None, by: str, reason: str, told: str
) -> None:
    user = make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root, state=state or AccountState.ACTIVE)
    email = user.email if state else "personne@anpe.example"
    assert main(["user", "reset", email, "--by", by, "--reason", reason]) == 1
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ""
    assert User.objects.get().password == user.password
    assert not Entry.objects.exists()


def test_nobody_but_the_server_gives_an_access_back_alone() -> None:
    tree = make_tree()
    lost = make_user(Role.NATIONAL_ADMINISTRATOR, tree.root)
    for role in Role.values:
        with pytest.raises(NotAllowed):
            recover(actor=make_actor(role=role, structure=tree.root, reason="moi"), user_id=lost.pk, by="Moussa Traoré")
