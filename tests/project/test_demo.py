"""The demonstration loads once, goes on where it stopped, and never touches real data."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SMALL = ["--people", "80", "--employers", "6", "--offers", "8", "--no-serve"]
# Stored a thousand at a time: enough that a process killed after the first ones has some left, however busy the machine.
MANY = 9000


def environment(folder: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_URL", "DJANGO"))}
    return {**kept, "BAARASIRA_DATA": str(folder)}


def baarasira(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "baarasira.project.cli", *words]
    return subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=False, timeout=300)


def demo(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return baarasira(folder, "demo", *SMALL, *words)


def count(folder: Path, table: str) -> int:
    with sqlite3.connect(folder / "baarasira.sqlite3") as base:
        return int(base.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = demo(folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_it_holds_what_was_asked_and_one_sign_in_a_role(loaded: Path) -> None:
    assert count(loaded, "people_person") == 80
    assert (
        count(loaded, "employers_employer") == 6 + 3
    )  # and the Spanish ones of the campaigns, the centre of the competition
    assert count(loaded, "openings_opening WHERE kind = 'job_offer'") == 8
    assert count(loaded, "openings_campaign WHERE state = 'open'") == 1
    assert count(loaded, "candidacies_candidacystep WHERE key = 'inscription'") > 0, "nobody applied to the campaign"
    assert count(loaded, "apprenticeships_contract WHERE state = 'certified'") == 1
    assert count(loaded, "apprenticeships_logentry") == 16
    assert count(loaded, "programmes_programmeversion WHERE state = 'published'") == 9
    assert count(loaded, "network_structure WHERE kind = 'local_office'") == 49
    assert count(loaded, "network_structure WHERE kind = 'directorate'") == 11
    assert count(loaded, "cooperation_agreement WHERE source = 'demo'") == 4
    assert count(loaded, "cooperation_agreement WHERE state = 'suspended' AND yearly_ceiling = 350") == 1
    suspended = "agreement_id IN (SELECT id FROM cooperation_agreement WHERE state = 'suspended')"
    assert count(loaded, f"cooperation_seatreservation WHERE {suspended}") == 0, "nobody was sent"
    assert count(loaded, "cooperation_seatreservation") == 2, "the open campaign and the season hold their seats"
    accounts = json.loads((loaded / "demo-accounts.json").read_text())["accounts"]
    assert {account["role"] for account in accounts} == {
        "counsellor", "employer_adviser", "focal_point", "cooperation_officer", "migration_department", "director",
        "national_administrator", "trainer", "auditor", "project_adviser", "field_visitor", "committee_member",
        "finance_officer", "carer", "partner", "training_officer",
    }  # fmt: skip
    with_secret = {account["role"] for account in accounts if account["authenticator_secret"]}
    assert with_secret == {"national_administrator"}
    assert (loaded / "demo-accounts.json").stat().st_mode & 0o077 == 0


def test_it_refuses_to_load_over_real_data(tmp_path: Path) -> None:
    (tmp_path / "baarasira.sqlite3").write_bytes(b"real")
    refused = demo(tmp_path, "--reset")
    assert refused.returncode == 2
    assert "rien n'a été touché" in refused.stderr
    assert (tmp_path / "baarasira.sqlite3").read_bytes() == b"real"


def test_run_again_it_keeps_the_data(loaded: Path) -> None:
    with sqlite3.connect(loaded / "baarasira.sqlite3") as base:
        base.execute("UPDATE people_person SET surname = 'Gardé' WHERE rowid = 1")
    assert demo(loaded).returncode == 0
    assert count(loaded, "people_person WHERE surname = 'Gardé'") == 1


def test_reset_starts_afresh_and_killed_while_it_stores_people_it_goes_on_where_it_stopped(loaded: Path) -> None:
    with sqlite3.connect(loaded / "baarasira.sqlite3") as base:
        base.execute("UPDATE people_person SET surname = 'Gardé'")
    sizes = ["--people", str(MANY), "--employers", "2", "--offers", "2", "--no-serve"]
    command = [sys.executable, "-m", "baarasira.project.cli", "demo", *sizes, "--reset"]
    with subprocess.Popen(command, env=environment(loaded), stderr=subprocess.DEVNULL) as running:
        while running.poll() is None and not stored_afresh(loaded):
            time.sleep(0.05)
        running.kill()
    before = stored_afresh(loaded)
    assert count(loaded, "people_person WHERE surname = 'Gardé'") == 0
    assert 0 < before < MANY, "it was killed in the middle"
    again = baarasira(loaded, "demo", *sizes)
    assert again.returncode == 0, again.stderr
    assert f"{before} personnes sont déjà là" in again.stderr
    assert count(loaded, "people_person") == MANY
    assert count(loaded, "(SELECT DISTINCT source_id FROM people_person WHERE source = 'demo')") == MANY
    keys = "kernel_subjectkey WHERE subject_id IN (SELECT id FROM people_person)"  # masters of apprentices have theirs
    for table in ("counselling_card", keys, "people_phone", "people_consent WHERE purpose = 'register'"):
        assert count(loaded, table) == MANY, table
    check_it_tells_a_season(loaded)
    check_it_tells_returns(loaded)
    verified = baarasira(loaded, "journal", "verify")
    assert verified.returncode == 0
    assert " 0 " in verified.stdout, "nothing waits to be sealed"


def check_it_tells_a_season(folder: Path) -> None:
    """Hold a register of thousands to a season abroad, from the published selection to the returns."""
    assert count(folder, "selection_run WHERE state = 'published' AND first_by_id <> second_by_id") == 1
    chosen = count(folder, "selection_seat WHERE result = 'selected'")
    assert chosen > 0
    assert count(folder, "contracts_workcontract WHERE signed_on IS NOT NULL") > 0
    assert count(folder, "clearances_clearance WHERE state = 'used'") > 0
    assert count(folder, "journeys_journey WHERE stage = 'back' AND return_proof <> ''") > 0
    assert count(folder, "incidents_incident WHERE state = 'resolved' AND kind = 'unpaid_wage'") == 1
    assert count(folder, "openings_opening WHERE title LIKE '%Las Palmas%' AND description LIKE '%démonstration%'") == 1


def check_it_tells_returns(folder: Path) -> None:
    """Hold a register of thousands to the three axes of reintegration: cases at each turning, money paid and due, all marked."""
    for state in ("signalled", "assessment", "committee", "follow_up", "closed"):
        assert count(folder, f"cases_case WHERE state = '{state}'") > 0, state
    for axis in ("social", "business", "placement"):
        assert count(folder, f"cases_case WHERE axis = '{axis}'") > 0, axis
    assert count(folder, "cases_case WHERE source_reference <> 'Démonstration'") == 0
    assert count(folder, "funds_fund WHERE name LIKE '%démonstration%'") == count(folder, "funds_fund") == 1
    assert count(folder, "funds_tranche WHERE state = 'confirmed'") == 3
    assert count(folder, "funds_tranche WHERE state IN ('waiting', 'ready')") == 2
    assert count(folder, "cases_referral WHERE state = 'sent'") == 1, "one waits at a partner"
    assert count(folder, "visits_survey WHERE triage <> ''") == 3


def stored_afresh(folder: Path) -> int:
    """Return how many people of a load under way the database holds; none while the former stands or there is none (asking would make it)."""
    mark = folder / "demo"
    try:
        if not mark.read_text().startswith("loading ") or not (folder / "baarasira.sqlite3").exists():
            return 0
        return count(folder, "people_person")
    except (FileNotFoundError, sqlite3.OperationalError):
        return 0
