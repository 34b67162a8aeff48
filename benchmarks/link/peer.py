"""Splink on the same records, set up as its documentation advises for people, with its own trained model.

It gets what its users would make first: names in lower case without accents, mothers too, phones reduced to eight digits, places folded,
the year apart from the day. The comparisons have the same information as ours; how common values are is switched on wherever it can be.
"""

import time
import unicodedata
from contextlib import suppress
from typing import Any

import pyarrow as pa

LEAST = 0.05


def _plain(text: str) -> str | None:
    spread = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split()) or None


def _phone(text: str) -> str | None:
    digits = "".join(filter(str.isdigit, text))
    return digits[-8:] or None


def table(ids: list[str], columns: dict[str, list[str]]) -> pa.Table:
    """Return the records as Splink compares them."""
    plain = {
        name: [_plain(text) for text in columns[name]]
        for name in ("given_names", "surname", "region", "commune", "mother_name")
    }
    born = columns["born"]
    return pa.table(
        {
            "unique_id": ids, **plain,
            "born_day": [text if len(text) == 10 and not text.endswith("-01-01") else None for text in born],
            "born_year": pa.array([int(text[:4]) if text else None for text in born], pa.int32()),
            "sex": [text or None for text in columns["sex"]],
            "phone": [_phone(text) for text in columns["phone"]],
            "national_id": [text or None for text in columns["national_id"]],
        }
    )  # fmt: skip


def _comparisons() -> list[Any]:
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl

    def custom(sql: str, label: str) -> Any:
        return cll.CustomLevel(sql, label)

    years = "abs(born_year_l - born_year_r)"
    born = cl.CustomComparison(
        output_column_name="born",
        comparison_levels=[
            custom("born_year_l IS NULL OR born_year_r IS NULL", "unknown").configure(is_null_level=True),
            custom("born_day_l = born_day_r", "same day"),
            custom(
                "born_day_l IS NOT NULL AND born_day_r IS NOT NULL AND damerau_levenshtein(born_day_l, born_day_r) <= 1",
                "one slip",
            ),
            custom(
                "born_year_l = born_year_r AND (born_day_l IS NULL OR born_day_r IS NULL)", "same year, a day unknown"
            ),
            custom("born_year_l = born_year_r", "same year, other day"),
            custom(f"{years} <= 2", "two years"),
            custom(f"{years} <= 5", "five years"),
            cll.ElseLevel(),
        ],
    )
    place = cl.CustomComparison(
        output_column_name="commune",
        comparison_levels=[
            cll.NullLevel("region"),
            cll.ExactMatchLevel("commune", term_frequency_adjustments=True),
            cll.ExactMatchLevel("region", term_frequency_adjustments=True),
            cll.ElseLevel(),
        ],
    )
    return [
        cl.NameComparison("given_names").configure(term_frequency_adjustments=True),
        cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        born,
        cl.ExactMatch("sex"),
        place,
        cl.DamerauLevenshteinAtThresholds("phone", [1]).configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("national_id", [1]),
        cl.JaroWinklerAtThresholds("mother_name", [0.92, 0.85]).configure(term_frequency_adjustments=True),
    ]  # fmt: skip


def _rules() -> list[Any]:
    from splink import block_on

    return [
        block_on("phone"),
        block_on("national_id"),
        block_on("given_names", "surname", "born_year"),
        block_on("given_names", "surname", "commune"),
        block_on("born_day", "surname"),
        block_on("born_day", "given_names"),
        block_on("mother_name", "born_year"),
        block_on("mother_name", "given_names"),
        block_on("given_names", "commune", "born_year"),
        block_on("surname", "commune", "born_year", "sex"),
        block_on("substr(given_names, 1, 4)", "substr(surname, 1, 4)", "born_year", "region"),
        "l.given_names = r.surname AND l.surname = r.given_names AND l.born_year = r.born_year",
    ]


def link(records: pa.Table) -> tuple[Any, dict[str, float]]:
    """Train and predict; return the pairs (a DuckDB relation: ids and probability) and the seconds of each stage."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink.internals.exceptions import EMTrainingException

    started = time.perf_counter()
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=_comparisons(), blocking_rules_to_generate_predictions=_rules(),
        retain_matching_columns=False,
    )  # fmt: skip
    api = DuckDBAPI()
    linker = Linker(api.register(records), settings, log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("phone", "given_names"), block_on("given_names", "surname", "born_day"), block_on("national_id")],
        recall=0.6,
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for columns in (("given_names", "surname", "born_year"), ("phone",), ("born_day", "commune")):
        # A set may lack a column altogether: then no two records meet by it, and the other sessions train the model.
        with suppress(EMTrainingException):
            training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
    trained = time.perf_counter()
    found = linker.inference.predict(threshold_match_probability=LEAST).as_duckdbpyrelation()
    pairs = found.project("unique_id_l, unique_id_r, match_probability").to_arrow_table()
    return pairs, {"train": trained - started, "predict": time.perf_counter() - trained}
