"""Importing survives what offices really send, tells every row's fate, and never adds one twice."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from baarasira.doubles.models import Pair
from baarasira.employers.models import Employer
from baarasira.openings.models import Opening
from baarasira.people.models import Person
from baarasira.project.cli import main
from factories import Tree, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db

HEADER = ["id", "given_names", "surname", "sex", "born", "phones", "nina", "occupations", "region", "consents"]
GOOD = ["A1", "Fatoumata", "Traoré", "F", "1985", "76 45 00 00", "", "7212:5", "ML-4", "register;employers"]

Send = Callable[..., tuple[int, list[dict[str, str]]]]


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


@pytest.fixture
def send(tree: Tree, tmp_path: Path) -> Send:
    """Import bytes as a file and return the status and the report."""
    user = make_user("counsellor", tree.office, email="conseil@anpe.example")
    assert user.is_active

    def do(data: bytes, *options: str, noun: str = "people", name: str = "in.csv") -> tuple[int, list[dict[str, str]]]:
        path, report = tmp_path / name, tmp_path / "report.csv"
        path.write_bytes(data)
        status = main(
            ["import", noun, str(path), "--by", user.email, "--source", "mairie", "--report", str(report), *options]
        )
        text = report.read_text(encoding="utf-8") if report.exists() else ""
        return status, list(csv.DictReader(io.StringIO(text)))

    return do


def table(*rows: list[str], delimiter: str = ",", header: list[str] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([header or HEADER, *rows])
    return out.getvalue()


def row(**values: str) -> list[str]:
    return [values.get(name, cell) for name, cell in zip(HEADER, GOOD, strict=True)]


def test_the_same_file_twice_adds_nothing(send: Send) -> None:
    data = table(GOOD, row(id="A2", surname="Diarra")).encode()
    assert [line["fate"] for line in send(data)[1]] == ["added", "added"]
    status, report = send(data)
    assert (status, [line["fate"] for line in report]) == (0, ["known", "known"])
    assert Person.objects.count() == 2
    assert [line["line"] for line in report] == ["2", "3"]


def test_people_imported_who_are_on_file_already_wait_in_the_queue_and_no_row_asks_anything(send: Send) -> None:
    data = table(
        GOOD, row(id="A2", given_names="Fatou", surname="Traore"), row(id="A3", surname="Zigoudo", phones="66112233")
    )
    status, report = send(data.encode())
    assert (status, {line["fate"] for line in report}) == (0, {"added"})
    pair = Pair.objects.get()
    assert {pair.one.source_id, pair.other.source_id} == {"A1", "A2"}
    assert send(table(row(id="A4", surname="Sow")).encode(), "--dry-run")[0] == 0
    assert Pair.objects.count() == 1


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_separators(send: Send, encoding: str, delimiter: str) -> None:
    line = row(consents="register") if delimiter == ";" else GOOD
    status, report = send(table(line, delimiter=delimiter).encode(encoding))
    assert (status, report[0]["fate"]) == (0, "added"), report
    assert Person.objects.get().surname == "Traoré"


def test_forty_columns_too_many(send: Send) -> None:
    header = [*HEADER, *[f"extra{number}" for number in range(40)]]
    status, report = send(table([*GOOD, *["x"] * 40], header=header).encode())
    assert (status, report[0]["fate"]) == (0, "added")


def test_a_name_of_five_thousand_letters_is_refused_in_words(send: Send) -> None:
    status, report = send(table(row(id="A1", surname="é" * 5000), row(id="A2")).encode())
    assert status == 1
    assert [line["fate"] for line in report] == ["refused", "added"]
    assert "200" in report[0]["message"]
    assert len(report[0]["message"]) < 400
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("born", "year", "precision"),
    [("31/12/1985", 1985, "day"), ("vers 1985", 1985, "year"), ("1985", 1985, "year"), ("1985-12-31", 1985, "day")],
)
def test_birth_dates_as_people_write_them(send: Send, born: str, year: int, precision: str) -> None:
    status, report = send(table(row(born=born)).encode())
    assert (status, report[0]["fate"]) == (0, "added"), report
    person = Person.objects.get()
    assert (person.born.year, person.born_precision) == (year, precision)


@pytest.mark.parametrize("born", ["31/02/1985", "hier", "85", "1885"])
def test_impossible_birth_dates_are_refused_in_words(send: Send, born: str) -> None:
    status, report = send(table(row(born=born)).encode())
    assert (status, report[0]["fate"]) == (1, "refused")
    assert report[0]["message"].startswith("[born]")
    assert Person.objects.count() == 0


def test_a_phone_without_a_prefix_is_read_as_malian(send: Send) -> None:
    assert send(table(row(phones="76450000")).encode())[0] == 0
    assert [phone.number for phone in Person.objects.get().phones.all()] == ["+22376450000"]


def test_a_nina_of_thirteen_digits_is_refused_in_words(send: Send) -> None:
    status, report = send(table(row(nina="1850112345678")).encode())
    assert (status, report[0]["fate"]) == (1, "refused")
    assert "13" in report[0]["message"]
    assert "NINA" in report[0]["message"]


def test_html_in_a_name_is_kept_as_letters(send: Send) -> None:
    assert send(table(row(surname="<script>alert(1)</script>")).encode())[0] in {0, 1}
    for person in Person.objects.all():
        assert person.surname == "<script>alert(1)</script>"


def test_a_file_cut_in_the_middle_keeps_the_rows_before(send: Send) -> None:
    whole = table(GOOD, row(id="A2"), row(id="A3", surname="Coulibaly")).encode()
    status, report = send(whole[:-30])
    assert status == 1
    assert [line["fate"] for line in report] == ["added", "added", "refused"]
    assert send(whole)[1][2]["fate"] == "added"
    assert Person.objects.count() == 3


def test_a_quote_that_never_closes_loses_no_row_before_it(send: Send) -> None:
    data = table(GOOD).encode() + b'A2,"Awa,Diarra,F,1990'
    status, report = send(data)
    assert status == 1
    assert report[0]["fate"] == "added"
    assert Person.objects.count() == 1


def test_a_sheet_with_merged_cells(send: Send) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append(GOOD)
    sheet.append(row(id="A2", region=""))
    region = HEADER.index("region") + 1
    sheet.merge_cells(start_row=2, end_row=3, start_column=region, end_column=region)
    out = io.BytesIO()
    book.save(out)
    status, report = send(out.getvalue(), name="in.xlsx")
    assert (status, [line["fate"] for line in report]) == (0, ["added", "added"]), report
    assert {person.region_id for person in Person.objects.all()} == {"ML-4"}


def test_a_truncated_sheet_is_unusable_and_writes_nothing(send: Send) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    out = io.BytesIO()
    book.save(out)
    status, report = send(out.getvalue()[:-200], name="in.xlsx")
    assert (status, report) == (2, [])


@pytest.mark.parametrize("data", [b"", b"id,id\n1,2\n", b"\xff\xfe\x00", b"name\nx\n"])
def test_what_is_no_table_at_all(send: Send, data: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    assert send(data)[0] == 2
    assert "Rien n'a été enregistré" in capsys.readouterr().err.replace("’", "'")


def test_a_rehearsal_records_nothing(send: Send) -> None:
    status, report = send(table(GOOD).encode(), "--dry-run")
    assert (status, report[0]["fate"]) == (0, "added")
    assert Person.objects.count() == 0


def test_an_account_may_only_import_into_its_own_office(send: Send, tree: Tree) -> None:
    header = [*HEADER, "office"]
    status, report = send(table([*GOOD, tree.far_office.code], header=header).encode())
    assert (status, report[0]["fate"]) == (1, "refused")
    assert Person.objects.count() == 0


def test_an_unknown_account_is_told_so(tree: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.csv"
    path.write_text(table(GOOD))
    words = [
        "import",
        "people",
        str(path),
        "--by",
        "nobody@x.example",
        "--source",
        "s",
        "--report",
        str(tmp_path / "r"),
    ]
    assert main(words) == 2
    assert "nobody@x.example" in capsys.readouterr().err


def test_employers_then_their_offers(send: Send) -> None:
    firms = "id,name,legal_form,sector,region\nE1,Boulangerie Badenya,company,C,ML-4\nE2,,company,C,ML-4\n"
    status, report = send(firms.encode(), noun="employers")
    assert (status, [line["fate"] for line in report]) == (1, ["added", "refused"])
    offers = (
        "id,occupation,starts_on,region,title,employer,contract,wage\n"
        "O1,7512,2027-01-10,ML-4,Boulanger,E1,fixed_term,45 000\n"
        "O2,7512,2027-01-10,ML-4,Boulanger,E9,fixed_term,45000\n"
        "O3,7512,2027-01-10,,Boulanger,E1,fixed_term,45000\n"
    )
    status, report = send(offers.encode(), noun="offers")
    assert [line["fate"] for line in report] == ["added", "refused", "refused"], report
    opening = Opening.objects.get()
    assert (opening.employer, opening.wage, opening.state) == (Employer.objects.get(), 45000, "received")


@pytest.mark.parametrize("noun", ["people", "employers", "offers"])
def test_the_template_is_a_file_import_accepts(send: Send, noun: str, tmp_path: Path) -> None:
    out = tmp_path / "template.csv"
    assert main(["import", noun, "--template", str(out)]) == 0
    status, report = send(out.read_bytes(), noun=noun)
    assert (status, report) == (0, [])
