"""Table files: what is understood, what refuses a row, what makes a file unusable, and exact writing (engine.md, Files)."""

import csv
import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.kernel.tables import (
    CODES,
    DAY,
    YEAR_OR_DAY,
    Column,
    Fault,
    Reject,
    Table,
    UnusableFile,
    csv_bytes,
    one_of,
    read_table,
    short_text,
    whole,
    write_atomically,
    write_rejects,
)

ID = Column("id", required=True, unique=True)
COLUMNS = (
    ID,
    Column("name"),
    Column("born", YEAR_OR_DAY),
    Column("years", whole()),
    Column("skills", CODES),
    Column("occupation", unit_group=True),
)


def read(data: bytes | str, *columns: Column, **options: bool) -> Table:
    return read_table(data.encode() if isinstance(data, str) else data, columns or COLUMNS, **options)


def names(table: Table) -> list[tuple[str, str]]:
    return [(row["id"], row["name"]) for row in table.rows]


def refused(table: Table) -> list[tuple[int, str]]:
    return [(reject.line, reject.column) for reject in table.rejects]


def unusable(data: bytes | str, *columns: Column) -> str:
    with pytest.raises(UnusableFile) as stop:
        read(data, *columns)
    assert str(stop.value) == stop.value.message % stop.value.params
    return str(stop.value)


class TestDialects:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_every_dialect_reads_the_same(self, delimiter: str, line_end: str, encoding: str) -> None:
        rows = [["skills", " name ", "note", "id"], ["b;a;b;", " Traoré ", "x,y;z", " 1 "], ["", "O'Neil", "", "2"]]
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
        table = read(out.getvalue().encode(encoding))
        assert names(table) == [("1", "Traoré"), ("2", "O'Neil")]
        assert table.rows[0]["skills"] == ("b", "a")
        assert table.rows[1]["skills"] == ()
        assert table.ignored == ("note",)
        assert not table.cut

    def test_the_delimiter_is_the_headers(self) -> None:
        """One known column and commas in the text of every row: the semicolons of the header decide."""
        assert names(read("id;name\n1;Keïta, Awa\n")) == [("1", "Keïta, Awa")]
        assert names(read('id,name,"a;b;c;d"\n1,Awa,\n')) == [("1", "Awa")]

    def test_windows_1252_marks(self) -> None:
        assert names(read("id,name\n1,N’Diaye – œuvre €\n".encode("cp1252"))) == [("1", "N’Diaye – œuvre €")]

    def test_a_missing_optional_column_is_empty_cells(self) -> None:
        (row,) = read("id\n1\n").rows
        assert dict(row.values) == {"id": "1", "name": "", "born": None, "years": None, "skills": (), "occupation": ""}

    def test_a_header_without_rows(self) -> None:
        assert read("id,name").rows == []

    def test_other_line_separators_stay_inside_a_cell(self) -> None:
        assert names(read("id,name\n1,a\u2028b\x0bc\x85d\n")) == [("1", "a\u2028b\x0bc\x85d")]

    def test_nul_and_huge_cells(self) -> None:
        name = "x" * 300_000
        assert names(read(f"id,name\n1,{name}\n2,a\0b\n")) == [("1", name), ("2", "a\0b")]

    def test_forty_columns_too_many(self) -> None:
        header = ",".join(["id", *(f"c{n}" for n in range(40)), "name"])
        table = read(header + "\n" + ",".join(["1", *["x"] * 40, "Awa"]) + "\n")
        assert names(table) == [("1", "Awa")]
        assert len(table.ignored) == 40


class TestRefusedRows:
    def test_lines_are_physical_and_blank_ones_skipped(self) -> None:
        text = '\nid,name,born\n\n  \n1,"two\nlines",1985\n,,\n2,"a\r\nb\r\nc",x\n3,,1985-02-30\n'
        table = read(text)
        assert [row.line for row in table.rows] == [5]
        assert refused(table) == [(8, "born"), (11, "born")]

    def test_first_fault_in_the_order_asked_for_not_of_the_file(self) -> None:
        assert refused(read("years,born,id\nx,y,\nx,y,1\nx,,2\n")) == [(2, "id"), (3, "born"), (4, "years")]

    def test_an_id_twice_the_first_stays(self) -> None:
        table = read("id,name,years\n1,a,\n1,b,\n2,c,x\n2,d,\n")
        assert names(table) == [("1", "a")]
        assert refused(table) == [(3, "id"), (4, "years"), (5, "id")]

    def test_more_cells_than_headers(self) -> None:
        table = read("id,name\n1,a\n2,b,\n3\n4,,c,d\n")
        assert names(table) == [("1", "a"), ("3", "")]
        assert refused(table) == [(3, ""), (5, "")]
        assert [row.short for row in table.rows] == [False, True]
        assert "2" in table.rejects[0].expected

    @pytest.mark.parametrize(
        "cell", ["31/12/1985", "vers 1985", "85", "1985-2-1", "1985-13-01", "19850201", "0000", "١٩٨٥"]
    )
    def test_not_a_birth(self, cell: str) -> None:
        table = read(f"id,born\n1,{cell}\n")
        assert refused(table) == [(2, "born")]
        assert table.rejects[0].cell == cell

    def test_births_and_days(self) -> None:
        births = [row["born"] for row in read("id,born\n1,1985\n2,2000-02-29\n").rows]
        assert births == [1985, datetime.date(2000, 2, 29)]
        assert refused(read("id,on\n1,1985\n", ID, Column("on", DAY))) == [(2, "on")]

    @pytest.mark.parametrize(
        "cell", ["1.0", "1e3", "+1", "1_0", "１", "1000000001", "-1000000001", "9" * 6000, "-", "1 0"]
    )
    def test_not_a_whole_number(self, cell: str) -> None:
        assert refused(read(f"id,years\n1,{cell}\n")) == [(2, "years")]

    @pytest.mark.parametrize(
        ("cell", "number"), [("-1000000000", -(10**9)), ("1000000000", 10**9), ("-0", 0), ("0" * 6000 + "7", 7)]
    )
    def test_whole_numbers(self, cell: str, number: int) -> None:
        assert read(f"id,years\n1,{cell}\n").rows[0]["years"] == number

    def test_kinds_with_bounds(self) -> None:
        columns = (ID, Column("sex", one_of("F", "M")), Column("name", short_text(4)), Column("age", whole(0, 150)))
        table = read("id,sex,name,age\n1,F,abcd,150\n2,f,,\n3,,abcde,\n4,,a\0b,\n5,,,151\n", *columns)
        assert [row["id"] for row in table.rows] == ["1"]
        assert refused(table) == [(3, "sex"), (4, "name"), (5, "name"), (6, "age")]
        assert "F, M" in table.rejects[0].expected

    def test_a_check_between_columns_takes_its_place_in_the_order(self) -> None:
        def check(values: object) -> Fault | None:
            return None if values["name"] else Fault("name", "a name")  # type: ignore[index]

        table = read_table(b"id,name,years\n1,,x\n,,\n2,a,x\n3,a,\n", COLUMNS, check=check)
        assert refused(table) == [(2, "name"), (4, "years")]


class TestUnusableFiles:
    @pytest.mark.parametrize("data", [b"", b"\n \n\r\n", b"\xef\xbb\xbf"])
    def test_no_header(self, data: bytes) -> None:
        assert "no header" in unusable(data)

    def test_required_column_absent(self) -> None:
        assert "“id”" in unusable("ID,name\n1,a\n")

    def test_two_columns_of_one_name(self) -> None:
        assert "“name”" in unusable("id,name, name \n")
        assert "“note”" in unusable("id,note,note\n")
        assert names(read("id,,name,\n1,x,a,y\n")) == [("1", "a")]

    def test_undecodable(self) -> None:
        assert "UTF-8" in unusable(b"id\n\x81\x8d\n")
        assert "UTF-16" in unusable("id\n1\n".encode("utf-16"))
        assert ".xls" in unusable(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    def test_missing(self, tmp_path: Path) -> None:
        for path in (tmp_path / "nothing.csv", tmp_path):
            with pytest.raises(UnusableFile, match="missing"):
                read_table(path, COLUMNS)


class TestCutUploads:
    def test_cut_inside_a_character_the_rest_stays_utf_8(self) -> None:
        data = "id,name\n1,Traoré\n2,Touré".encode()[:-1]
        table = read(data)
        assert names(table) == [("1", "Traoré"), ("2", "Tour")]
        assert table.cut
        kept = read(data, refuse_cut=True)
        assert names(kept) == [("1", "Traoré")]
        assert refused(kept) == [(3, "")]

    def test_a_last_accent_of_windows_1252_is_not_a_cut(self) -> None:
        table = read("id,name\n1,Touré".encode("cp1252"))
        assert names(table) == [("1", "Touré")]
        assert not table.cut

    @pytest.mark.parametrize("text", ['id,name\n1,a\n2,"b\n', "id,name\n1,a\n2"])
    def test_cut_inside_quotes_or_before_the_last_cell(self, text: str) -> None:
        table = read(text, refuse_cut=True)
        assert names(table) == [("1", "a")]
        assert refused(table) == [(3, "")]

    def test_a_whole_file_without_a_last_end_of_line(self) -> None:
        table = read('id,name\n1,a\n2,"b"', refuse_cut=True)
        assert names(table) == [("1", "a"), ("2", "b")]
        assert not table.cut

    @settings(deadline=None, max_examples=150)
    @given(st.integers(0, 140))
    def test_wherever_it_is_cut_the_rows_before_are_whole(self, length: int) -> None:
        data = 'id,name,born\n1,"Traoré, Awa",1985\n2,"Kéïta ""Bah""",1990\n3,Diarra,2000-01-01\n'.encode()
        try:
            table = read(data[:length], refuse_cut=True)
        except UnusableFile:
            assert length < len("id")
            return
        whole_rows = data[:length].count(b"\n") - 1
        assert (
            names(table)[: max(whole_rows, 0)]
            == [("1", "Traoré, Awa"), ("2", 'Kéïta "Bah"'), ("3", "Diarra")][: max(whole_rows, 0)]
        )


def book(fill: object) -> bytes:
    workbook = openpyxl.Workbook()
    fill(workbook.active)  # type: ignore[operator]
    workbook.create_sheet("second").append(["id", "name"])
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


class TestSheets:
    def test_cells_become_the_text_a_csv_would_hold(self) -> None:
        def fill(sheet: object) -> None:
            sheet["B3"], sheet["C3"], sheet["D3"], sheet["E3"] = "id", " name ", "born", "occupation"
            sheet["B4"], sheet["C4"], sheet["D4"], sheet["E4"] = 12, 1.5, 1985, 110
            sheet["B6"], sheet["C6"], sheet["D6"] = 10**14, True, datetime.date(1985, 2, 3)
            moment = datetime.datetime(1985, 2, 3, 4, 5)  # noqa: DTZ001 - a sheet knows no zone
            sheet["B7"], sheet["D7"], sheet["E7"] = " x ", moment, "0110:4"
            sheet["B8"], sheet["G8"] = "y", "beyond"

        table = read(book(fill))
        assert [(row.line, *row.values.values()) for row in table.rows] == [
            (4, "12", "1.5", 1985, None, (), "0110"),
            (6, "100000000000000", "TRUE", datetime.date(1985, 2, 3), None, (), ""),
            (7, "x", "", datetime.date(1985, 2, 3), None, (), "0110:4"),
        ]
        assert refused(table) == [(8, "")]

    def test_merged_cells(self) -> None:
        def fill(sheet: object) -> None:
            for row in (["id", "name"], ["1", "Awa"], ["2", None], ["3", None], [None, None], ["4", "Bah"]):
                sheet.append(row)
            sheet.merge_cells("B2:B5")

        data = book(fill)
        assert names(read(data)) == [("1", "Awa"), ("2", ""), ("3", ""), ("4", "Bah")]
        filled = read(data, fill_merged=True)
        assert names(filled) == [("1", "Awa"), ("2", "Awa"), ("3", "Awa"), ("4", "Bah")]
        assert filled.merged

    def test_a_cell_far_away_does_not_take_the_memory(self) -> None:
        def fill(sheet: object) -> None:
            sheet["A1"], sheet["XFD1048576"] = "id", "stray"

        assert "1048576 rows and 16384 columns" in unusable(book(fill))

    def test_cut_damaged_and_foreign_archives(self) -> None:
        whole_book = book(lambda sheet: sheet.append(["id"]))
        assert "XLSX" in unusable(whole_book[: len(whole_book) // 2])
        assert "XLSX" in unusable(b"PK\x03\x04nonsense")
        other = io.BytesIO()
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr("readme.txt", "not a sheet")
        assert "XLSX" in unusable(other.getvalue())

    def test_an_empty_sheet_has_no_header(self) -> None:
        assert "no header" in unusable(book(lambda sheet: None))


class TestWriting:
    @settings(deadline=None)
    @given(st.lists(st.lists(st.text(alphabet='a,;"\n\ré '), min_size=2, max_size=2)))
    def test_what_is_written_is_read_back(self, rows: list[list[str]]) -> None:
        data = csv_bytes(["a", "b"], rows)
        assert list(csv.reader(io.StringIO(data.decode(), newline=""))) == [["a", "b"], *rows]

    def test_quotes_only_where_needed(self) -> None:
        rows = [["é", 1], ["a,b", None], ['say "x"', "two\nlines"], ["a;b", "tab\t"], ["", ""]]
        expected = 'h,k\né,1\n"a,b",\n"say ""x""","two\nlines"\na;b,tab\t\n,\n'
        assert csv_bytes(["h", "k"], rows) == expected.encode()

    def test_a_row_of_one_empty_cell_is_not_a_blank_line(self) -> None:
        assert csv_bytes(["h"], [[""], ["x"]]) == b'h\n""\nx\n'

    def test_a_failed_writing_leaves_what_was_there(self, tmp_path: Path) -> None:
        path = tmp_path / "out.csv"
        write_atomically(path, b"before")
        with pytest.raises(TypeError):
            write_atomically(path, "not bytes")  # type: ignore[arg-type]
        assert path.read_bytes() == b"before"
        assert list(tmp_path.iterdir()) == [path]

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real.csv").write_bytes(b"before")
        (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
        write_atomically(tmp_path / "link.csv", b"after")
        assert (tmp_path / "link.csv").is_symlink()
        assert (tmp_path / "real.csv").read_bytes() == b"after"

    def test_rejects_by_input_then_line(self, tmp_path: Path) -> None:
        people = [Reject(9, Fault("born", "a date")), Reject(2, Fault("", "fewer, or none"))]
        assert write_rejects(tmp_path, {"people": people, "offers": [Reject(3, Fault("region", "x"))]})
        assert (tmp_path / "REJECTS.csv").read_text() == (
            'file,line,column,expected\npeople,2,,"fewer, or none"\npeople,9,born,a date\noffers,3,region,x\n'
        )
        assert not write_rejects(tmp_path, {"people": []})
        assert list(tmp_path.iterdir()) == []
