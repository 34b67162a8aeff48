"""Whose script is whose: nothing in a full dump of every table and of the journal says it before two holders act."""

import io
import json
from itertools import combinations

import pytest
from django.db import connection

import competing
from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.training.competitions import actions
from baarasira.training.competitions.models import Competition, LabelSheet, Mark, Script, SealHolder
from competing import SECRETS, Contest, make_contest
from opened import codes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    found = make_contest()
    for _place in range(6):
        competing.enter(found)
    return competing.to_marking(found)


def dump() -> str:
    """Return every row of every table, the journal among them, as the database holds them."""
    out = io.StringIO()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                out.write(table + json.dumps(dict(zip(names, row, strict=True)), default=str) + "\n")
    return out.getvalue()


def test_no_secret_and_no_row_with_a_code_and_a_candidate_lies_in_a_dump(contest: Contest) -> None:
    competing.mark_all(contest)
    actions.hand_share(actor=contest.actor(contest.holders[0]), competition_id=contest.row.pk, secret=SECRETS[0])
    text = dump()
    assert "competitions_script" in text, "the dump holds what it should"
    for secret in SECRETS:
        assert secret not in text
    whose = codes_of(contest)
    names = {str(row.pk): row for row in contest.files}
    for line in text.splitlines():
        held = [code for code in whose if code in line]
        if held:
            receipts = [file.number for file in names.values() if file.number in line]
            ids = [key for file in names.values() for key in (str(file.pk), str(file.person_id), str(competing.sitting_of(file).pk)) if key in line or key.replace("-", "") in line]  # fmt: skip
            assert not receipts, line
            assert not ids, line
            assert line.startswith("competitions_script"), "a code stands on its script alone"
    assert all(row.sitting_id is None for row in Script.objects.all())


def test_ids_and_orders_follow_the_codes_which_were_drawn_and_no_time_is_kept(contest: Contest) -> None:
    for model in (Script, Mark):
        assert not [field for field in model._meta.fields if "Date" in type(field).__name__], (
            "no time on an anonymous row"
        )
        assert {pk.version for pk in model.objects.values_list("pk", flat=True)} == {4}, "a drawn id carries no time"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT code FROM competitions_script ORDER BY paper_id, rowid")
            stored = [row[0] for row in cursor.fetchall()]
        half = len(stored) // 2
        assert stored[:half] == sorted(stored[:half])
        assert stored[half:] == sorted(stored[half:]), "stored in the order of the codes"


def test_over_many_printings_the_order_of_scripts_says_nothing_of_the_seats() -> None:
    """Each printing ranks the seats by the codes they drew: over many, every order of two seats is as likely."""
    contest = make_contest()
    for _place in range(4):
        competing.enter(contest)
    competing.prepare(contest)
    competing.convene(contest)
    competing.seal(contest)
    competing.attend(contest)
    paper = contest.papers[0]
    before: dict[tuple[str, str], int] = {}
    times = 120
    for time in range(times):
        actions.print_labels(
            actor=contest.actor(contest.officer), paper_id=paper.pk, reason="" if not time else "Imprimante bourrée."
        )
        whose = {receipt: code for code, (receipt, _key) in codes_of(contest).items()}
        for one, other in combinations(sorted(whose), 2):
            before[one, other] = before.get((one, other), 0) + (whose[one] < whose[other])
    assert len(before) == 6
    # Of 120 fair throws, fewer than 30 or more than 90 heads come less than once in ten million times.
    assert all(30 <= count <= 90 for count in before.values()), before


def test_r_22_anonymity_is_lifted_only_when_every_script_has_its_final_mark(contest: Contest) -> None:
    left = Mark.objects.filter(rank=1).order_by("script__code").last()
    assert left is not None
    competing.mark_all(contest, lambda code, turn: "" if (code, turn) == (left.script.code, 1) else "12")
    for place in (0, 1):
        with pytest.raises(RuleRefused) as refused:
            actions.hand_share(
                actor=contest.actor(contest.holders[place]), competition_id=contest.row.pk, secret=SECRETS[place]
            )
        assert refused.value.code == "R-22"
    assert not SealHolder.objects.filter(handed_at__isnull=False).exists()
    marker = left.marker
    actions.hand_in(actor=contest.actor(marker.user), marker_id=marker.pk, typed=[(left.script.code, "15,25")])
    with pytest.raises(RuleRefused, match="n'a pas encore"):
        competing.lift(contest)
    competing.mark_all(contest, lambda _code, turn: "14" if turn == 3 else "12")
    competing.lift(contest)
    assert contest.row.state == "unsealed"


def test_r_16_anonymity_is_lifted_by_two_holders_and_never_by_one(contest: Contest) -> None:
    competing.mark_all(contest)
    holder = contest.actor(contest.holders[1])
    with pytest.raises(RuleRefused, match="n'est pas le secret"):
        actions.hand_share(actor=holder, competition_id=contest.row.pk, secret=SECRETS[0])
    for _time in range(2):  # the same holder twice opens nothing
        actions.hand_share(actor=holder, competition_id=contest.row.pk, secret=SECRETS[1])
        assert contest.row.state == "marking"
    for other in (contest.director, contest.officer):
        with pytest.raises(NotAllowed):
            actions.hand_share(actor=contest.actor(other), competition_id=contest.row.pk, secret=SECRETS[0])
    actions.hand_share(actor=contest.actor(contest.holders[2]), competition_id=contest.row.pk, secret=SECRETS[2])
    row = contest.row
    assert (row.state, row.unsealed_by, row.unsealed_with) == ("unsealed", contest.holders[2], contest.holders[1])
    assert all(not held.handed for held in row.holders.all())
    with pytest.raises(WrongState):
        actions.hand_share(actor=holder, competition_id=row.pk, secret=SECRETS[1])


def test_two_accounts_of_one_person_are_not_two_holders_nor_a_marker_one(contest: Contest) -> None:
    fresh = make_contest(number=2)
    competing.prepare(fresh)
    twin = competing.make_user(Role.AUDITOR, fresh.office)
    type(twin).objects.filter(pk=twin.pk).update(staff_number=fresh.holders[0].staff_number)
    twin.refresh_from_db()
    director = competing.make_actor(fresh.director)
    with pytest.raises(RuleRefused):
        actions.name_holders(actor=director, competition_id=fresh.row.pk, users=[*fresh.holders[:2], twin])
    actions.name_marker(actor=competing.make_actor(fresh.officer), paper_id=fresh.papers[0].pk, user=twin, rank=1)
    with pytest.raises(RuleRefused, match="scellé"):
        actions.name_holders(actor=director, competition_id=fresh.row.pk, users=fresh.holders)


def test_an_easy_secret_is_refused_and_a_chosen_one_is_not_replaced() -> None:
    contest = make_contest()
    competing.prepare(contest)
    actions.name_holders(
        actor=competing.make_actor(contest.director), competition_id=contest.row.pk, users=contest.holders
    )
    holder = contest.holders[0]
    holder.set_password("mon mot de passe du bureau")
    holder.save(update_fields=["password"])
    for easy in ("court", "aaaaaaaaaaaaaaaaaaaa", f"le mot de {holder.surname} est long", "mon mot de passe du bureau"):
        with pytest.raises(RuleRefused):
            actions.take_place(actor=competing.make_actor(holder), competition_id=contest.row.pk, secret=easy)
    actions.take_place(actor=competing.make_actor(holder), competition_id=contest.row.pk, secret=SECRETS[0])
    assert not Competition.objects.get().public_key, "the seal waits for the third"
    with pytest.raises(RuleRefused):
        actions.take_place(actor=competing.make_actor(holder), competition_id=contest.row.pk, secret=SECRETS[1])


def test_a_label_sheet_printed_twice_is_refused_or_voids_the_former_codes() -> None:
    contest = make_contest()
    for _place in range(2):
        competing.enter(contest)
    competing.prepare(contest)
    competing.convene(contest)
    paper, officer = contest.papers[0], contest.actor(contest.officer)
    with pytest.raises(RuleRefused, match="scellé"):
        actions.print_labels(actor=officer, paper_id=paper.pk)
    competing.seal(contest)
    competing.attend(contest)
    assert actions.print_labels(actor=officer, paper_id=paper.pk).startswith(b"%PDF")
    former = set(Script.objects.filter(paper=paper).values_list("code", flat=True))
    with pytest.raises(RuleRefused):
        actions.print_labels(actor=officer, paper_id=paper.pk)
    actions.print_labels(actor=officer, paper_id=paper.pk, reason="La feuille est restée dans l'imprimante.")
    sheets = list(LabelSheet.objects.filter(paper=paper))
    assert [(row.number, row.voided_on is None) for row in sheets] == [(1, False), (2, True)]
    assert set(Script.objects.filter(paper=paper, void=True).values_list("code", flat=True)) == former
    with pytest.raises(NotAllowed):
        actions.release_labels(actor=officer, sheet_id=sheets[1].pk)
    with pytest.raises(RuleRefused):
        actions.release_labels(actor=contest.actor(contest.second), sheet_id=sheets[0].pk)
    actions.release_labels(actor=contest.actor(contest.second), sheet_id=sheets[1].pk)
    other = contest.papers[1]
    actions.print_labels(actor=officer, paper_id=other.pk)
    actions.release_labels(actor=contest.actor(contest.second), sheet_id=other.sheets.get().pk)
    competing.deal(contest)
    marker = contest.markers[0].competition_markers.get(paper=paper)
    with pytest.raises(RuleRefused, match="réimprimées"):
        actions.hand_in(actor=contest.actor(contest.markers[0]), marker_id=marker.pk, typed=[(min(former), "12")])
