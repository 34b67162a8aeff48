"""Table files in and out: CSV and XLSX read with tolerance, every refused row told, CSV written exactly.

    table = read_table(path, [Column("id", required=True, unique=True), Column("born", YEAR_OR_DAY)])
    for row in table.rows: row.line, row["id"], row["born"]
    write_rejects(folder, {"people": table.rejects})

Knows no Django: a command that only turns files into files starts without it. Sentences are English texts marked for
translation; who shows them translates `fault.message` and fills in `fault.params`.
"""

from .faults import Fault, Reject, UnusableFile
from .kinds import (
    CODES,
    DAY,
    TEXT,
    YEAR_OR_DAY,
    Kind,
    listed,
    one_of,
    parse_day,
    parse_whole,
    parse_year_or_day,
    short_text,
    split_items,
    whole,
)
from .reading import Check, Column, Row, Table, read_table, without_collector
from .writing import REJECTS, csv_bytes, write_atomically, write_csv, write_rejects

__all__ = [
    "CODES",
    "DAY",
    "REJECTS",
    "TEXT",
    "YEAR_OR_DAY",
    "Check",
    "Column",
    "Fault",
    "Kind",
    "Reject",
    "Row",
    "Table",
    "UnusableFile",
    "csv_bytes",
    "listed",
    "one_of",
    "parse_day",
    "parse_whole",
    "parse_year_or_day",
    "read_table",
    "short_text",
    "split_items",
    "whole",
    "without_collector",
    "write_atomically",
    "write_csv",
    "write_rejects",
]
