"""The triggers by which the database refuses to change a check once it was kept: its result, its rule, its source.

Its sentence and its values may be emptied, since a purge takes the words about a person.
"""

from baarasira.kernel.walls import running

TABLE = "contracts_contractcheck"
COLUMNS = ("moment", "clause", "rule", "outcome", "blocking", "source", "made_at")
_SAYING = "a check kept with a verdict is frozen"


def _name(column: str) -> str:
    return f"{TABLE}_{column}_frozen"


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    out = []
    for column in COLUMNS:
        name = _name(column)
        begin = f'CREATE TRIGGER {name} BEFORE UPDATE OF "{column}" ON {TABLE} FOR EACH ROW '
        if vendor == "postgresql":
            function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ "
            out.append(f"{function}BEGIN RAISE EXCEPTION '{_SAYING}'; END $$ LANGUAGE plpgsql")
            changed = f'OLD."{column}" IS DISTINCT FROM NEW."{column}"'
            out.append(f"{begin}WHEN ({changed}) EXECUTE FUNCTION {name}()")
            continue
        out.append(f'{begin}WHEN OLD."{column}" IS NOT NEW."{column}" BEGIN SELECT RAISE(ABORT, \'{_SAYING}\'); END')
    return out


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration)."""
    out = []
    for column in COLUMNS:
        name = _name(column)
        if vendor == "postgresql":
            out += [f"DROP TRIGGER IF EXISTS {name} ON {TABLE}", f"DROP FUNCTION IF EXISTS {name}()"]
        else:
            out.append(f"DROP TRIGGER IF EXISTS {name}")
    return out


install, remove = running(install_statements), running(remove_statements)
