"""PostgreSQL: a table of people with good indexes, one query per offer, ORDER BY score DESC, registered_on, id LIMIT 50.

What was done to be quick: all in shared buffers, vacuumed and analysed; narrow rows, sets as bits or as integer arrays,
dates and ids as whole numbers; constants in the text of the query; subqueries fenced, so that nothing is worked out twice;
the table stands in the order of first digit and region, so that the people an index finds lie close together. Indexes:
GIN (intarray) over skills, first digits and places together, B-trees. Shapes: by the GIN index or by a parallel scan; one
client, or two at once without parallel workers; with and without just-in-time compilation; and a table per first digit,
which goes beyond indexes.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import psycopg

from ..answers import Answer
from ..processes import children_of, proportional
from ..questions import EMPTY_LAST, Question, prepare, question_of
from . import sql
from .base import Settings
from .server import Server

_DIGIT, _PLACE = 10_000, 20_000
"""In the array of facts a skill is its number, a first digit 10 000 + d, a place 20 000 + its bit."""

_COLUMNS = [
    "id",
    "registered_on",
    "places",
    "majors",
    "free",
    "education",
    "licences",
    "birthday",
    "region",
    "g1",
    "g2",
    "g3",
    "y1",
    "y2",
    "y3",
]
_INT = {"id", "registered_on", "places", "free", "birthday"}
ARRAY = sql.Dialect("/", "facts @> '{{{skill}}}'::int[]", " OFFSET 0", "icount(facts & '{{{skills}}}'::int[])")


def _fact_rows(majors: int, places: int, skills: list[int]) -> str:
    facts = skills + [_DIGIT + digit for digit in range(10) if majors >> digit & 1]
    facts += [_PLACE + bit for bit in range(32) if places >> bit & 1]
    return "{" + ",".join(map(str, facts)) + "}"


class Postgres:
    """See the module."""

    shapes = (
        "index, one client",
        "index, two clients",
        "index, two clients, jit",
        "scan, parallel",
        "scan, parallel, jit",
        "scan, two clients",
        "table per first digit, two clients",
    )

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.server = Server()
        self.connections: list[psycopg.Connection[Any]] = []
        self.shape = self.shapes[0]

    def load(self) -> None:
        """Start the server, copy the register, build the indexes."""
        data = self.settings.data
        self.questions = [question_of(data.words, asked) for asked in data.offers]
        address = self.server.start()
        self.connections = [psycopg.connect(address, autocommit=True) for _ in range(2)]
        first = self.connections[0]
        first.execute("CREATE EXTENSION intarray")
        self._create(first)
        self._copy(first)
        self._index(first)

    def _names(self) -> list[str]:
        return [*_COLUMNS, *(f"l{place}" for place in range(len(self.settings.data.words.languages)))]

    def _create(self, connection: psycopg.Connection[Any]) -> None:
        # Widest columns first and the array last: no padding, and no array to step over.
        names = sorted(self._names(), key=lambda name: name not in _INT)
        columns = ", ".join(f"{name} {'int' if name in _INT or name[0] == 'y' else 'smallint'}" for name in names)
        connection.execute(f"CREATE UNLOGGED TABLE people ({columns}, facts int[])")
        connection.execute("ALTER TABLE people ALTER facts SET STORAGE PLAIN")

    def _copy(self, connection: psycopg.Connection[Any]) -> None:
        words, people = self.settings.data.words, self.settings.data.people
        prepared = prepare(words, people)
        columns = sql.columns(words, people, prepared)
        columns["id"] = np.asarray(people.number)
        columns["registered_on"] = np.where(people.registered_on == 0, EMPTY_LAST, people.registered_on)
        names = self._names()
        order = np.lexsort((people.region, columns["g1"] // 1000))
        starts, skills = np.asarray(people.skill_starts), np.asarray(people.skills)
        with connection.cursor().copy(f"COPY people ({', '.join(names)}, facts) FROM STDIN") as copy:
            for start in range(0, len(order), 10_000):
                rows = order[start : start + 10_000]
                lists = zip(*(columns[name][rows].tolist() for name in names), strict=True)
                facts = zip(prepared.majors[rows].tolist(), prepared.places[rows].tolist(), rows.tolist(), strict=True)
                lines = []
                for values, (majors, places, row) in zip(lists, facts, strict=True):
                    held = skills[starts[row] : starts[row + 1]].tolist()
                    lines.append("\t".join(map(str, values)) + "\t" + _fact_rows(majors, places, held) + "\n")
                copy.write("".join(lines))

    @staticmethod
    def _index(connection: psycopg.Connection[Any]) -> None:
        connection.execute("CREATE UNIQUE INDEX ON people (id)")
        connection.execute("CREATE INDEX ON people USING gin (facts gin__int_ops)")
        for digit in range(10):
            connection.execute(
                f"CREATE UNLOGGED TABLE people_{digit} AS SELECT * FROM people "
                f"WHERE facts @> '{{{_DIGIT + digit}}}' ORDER BY region"
            )
            connection.execute(f"CREATE INDEX ON people_{digit} USING gin (facts gin__int_ops)")
        connection.execute("VACUUM (ANALYZE, FREEZE)")

    def use(self, shape: str) -> None:
        """Set what the planner may do."""
        self.shape = shape
        settings = {
            "jit": "on" if "jit" in shape else "off",
            "max_parallel_workers_per_gather": "2" if "parallel" in shape else "0",
            "enable_bitmapscan": "off" if "scan" in shape else "on",
        }
        for connection in self.connections:
            for name, value in settings.items():
                connection.execute(f"SET {name} = {value}")

    def _extra(self, question: Question) -> list[str]:
        """Return the condition on facts that the GIN index answers: a first digit, the place, what is required."""
        digits = "|".join(str(_DIGIT + digit) for digit in question.digits)
        place = _PLACE + question.place_bit.bit_length() - 1
        required = [str(skill) for skill in question.skills_required]
        return [f"facts @@ '{'&'.join([f'({digits})', str(place), *required])}'::query_int"]

    def _source(self, question: Question) -> str:
        """Return (conditions, source) rows of which all share a first digit with the offer."""
        names = "id, registered_on"
        if "table" in self.shape:
            parts, seen = [], 0
            for digit in question.digits:
                extra = [f"(majors & {seen}) = 0"] if seen else []
                parts.append(f"({sql.scored(question, f'people_{digit}', ARRAY, extra, names)})")
                seen |= 1 << digit
            return " UNION ALL ".join(parts)
        if "index" in self.shape:
            return sql.scored(question, "people", ARRAY, self._extra(question), names)
        return sql.scored(question, "people", ARRAY, [f"(majors & {question.majors}) <> 0"], names)

    def text(self, offer: int) -> str:
        """Return the query of an offer."""
        return (
            f"SELECT id, {sql.score(self.settings.weights)} AS score, o, s, e, l, p * 500 "
            f"FROM ({self._source(self.questions[offer])}) AS ranked "
            f"ORDER BY score DESC, registered_on, id LIMIT {self.settings.top}"
        )

    def _share(self, turn: int, offers: Sequence[int]) -> list[Any]:
        connection = self.connections[turn]
        return [connection.execute(self.text(offer)).fetchall() for offer in offers]

    def rank(self, offers: Sequence[int]) -> list[Any]:
        """Send one query per offer, by one client or by two that share the offers."""
        if "two clients" not in self.shape:
            return self._share(0, offers)
        with ThreadPoolExecutor(2) as pool:
            halves = list(pool.map(lambda turn: self._share(turn, offers[turn::2]), range(2)))
        return [halves[place % 2][place // 2] for place in range(len(offers))]

    def answers(self, offers: Sequence[int], found: list[Any]) -> list[Answer]:
        """Return rows for ids."""
        people = self.settings.data.people
        row_of = np.empty(len(people), np.int32)
        row_of[people.number] = np.arange(len(people), dtype=np.int32)
        tables = (np.array(rows, np.int64).reshape(-1, 7) for rows in found)
        return [Answer.of(row_of[table[:, 0]], table[:, 1], table[:, 2:]) for table in tables]

    def memory(self) -> dict[str, int]:
        """Return what the server holds now, what its processes share counted once."""
        return {"server": proportional(children_of(self.server.process))}

    def notes(self) -> dict[str, Any]:
        """Return the server's version and the bytes of its tables with their indexes."""
        size = "SELECT current_setting('server_version'), sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c "
        row = self.connections[0].execute(size + "WHERE relname ~ '^people' AND relkind = 'r'").fetchone()
        return {"version": row[0], "tables": row[1]} if row else {}

    def close(self) -> None:
        """Stop the server."""
        for connection in self.connections:
            connection.close()
        self.server.stop()


def make(settings: Settings) -> Postgres:
    """Return the peer."""
    return Postgres(settings)
