"""The triggers by which the database refuses to change a closed list, a file of a run or a seed once fixed."""

from baarasira.kernel.walls import running

FROZEN: tuple[tuple[str, str, str], ...] = (
    ("selection_entry", "", "an entry of a closed list is frozen"),
    ("selection_runfile", "", "a file of a run is frozen"),
    ("selection_run", "sha256", "the list of a run is frozen"),
    ("selection_run", "closed_at", "the list of a run is frozen"),
    ("selection_run", "seed", "the seed of a run is frozen"),
)
"""Tables, the column that may not change (any, when empty), and what the database says. An empty seed may be fixed once."""


def _name(table: str, column: str) -> str:
    return f"{table}_{column or 'row'}_frozen"


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    out = []
    for table, column, saying in FROZEN:
        name = _name(table, column)
        of = f'OF "{column}" ' if column else ""
        if vendor == "postgresql":
            changed = (
                f'(OLD."{column}" IS DISTINCT FROM NEW."{column}")' if column else "(OLD.* IS DISTINCT FROM NEW.*)"
            )
            if column == "seed":
                changed = f"({changed} AND OLD.\"{column}\" <> '')"
            out.append(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ "
                f"BEGIN RAISE EXCEPTION '{saying}'; END $$ LANGUAGE plpgsql"
            )
            out.append(
                f"CREATE TRIGGER {name} BEFORE UPDATE {of}ON {table} FOR EACH ROW WHEN {changed} EXECUTE FUNCTION {name}()"
            )
            continue
        changed = f'WHEN OLD."{column}" IS NOT NEW."{column}" ' if column else ""
        if column == "seed":
            changed = f"{changed}AND OLD.\"{column}\" <> '' "
        out.append(
            f"CREATE TRIGGER {name} BEFORE UPDATE {of}ON {table} FOR EACH ROW {changed}"
            f"BEGIN SELECT RAISE(ABORT, '{saying}'); END"
        )
    return out


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration)."""
    out = []
    for table, column, _saying in FROZEN:
        name = _name(table, column)
        if vendor == "postgresql":
            out += [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]
        else:
            out.append(f"DROP TRIGGER IF EXISTS {name}")
    return out


install, remove = running(install_statements), running(remove_statements)
