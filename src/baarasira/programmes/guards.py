"""The triggers by which the database refuses to change what a version says, or to take one away once published."""

from baarasira.kernel.walls import running

TABLE = "programmes_programmeversion"
COLUMNS = (
    "id", "programme_id", "number", "origin", "file_name", "text", "canonical", "digest", "title", "kind",
    "author_id", "author_number", "created_at",
)  # fmt: skip
_SAYING = "a version of a programme is frozen"


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION programmes_frozen() RETURNS trigger AS $$ "
            f"BEGIN RAISE EXCEPTION '{_SAYING}'; END $$ LANGUAGE plpgsql"
        )
        trigger = (
            f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OF {columns} ON {TABLE} FOR EACH ROW "
            f"WHEN (({_row('OLD')}) IS DISTINCT FROM ({_row('NEW')})) EXECUTE FUNCTION programmes_frozen()"
        )
        return [function, trigger]
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in COLUMNS)
    trigger = f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE OF {columns} ON {TABLE} FOR EACH ROW WHEN {changed} "
    return [f"{trigger}BEGIN SELECT RAISE(ABORT, '{_SAYING}'); END"]


def _row(which: str) -> str:
    return ", ".join(f'{which}."{column}"' for column in COLUMNS)


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration)."""
    if vendor == "postgresql":
        return [
            f"DROP TRIGGER IF EXISTS {TABLE}_frozen ON {TABLE}",
            "DROP FUNCTION IF EXISTS programmes_frozen()",
        ]
    return [f"DROP TRIGGER IF EXISTS {TABLE}_frozen"]


install, remove = running(install_statements), running(remove_statements)
