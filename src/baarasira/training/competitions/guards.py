"""The triggers by which the database refuses a mark changed in silence, a correction touched, a printed list altered."""

from baarasira.kernel.walls import running

_MARK, _CORRECTION, _LIST = "competitions_mark", "competitions_correction", "competitions_resultlist"
_CORRECTED = (
    'EXISTS (SELECT 1 FROM competitions_correction c WHERE c.mark_id = OLD.id AND c.former = OLD."value" '
    'AND c."value" = NEW."value" AND c.number = (SELECT MAX(d.number) FROM competitions_correction d '
    "WHERE d.script_id = OLD.script_id))"
)
_FINAL = (
    "EXISTS (SELECT 1 FROM competitions_correction c WHERE c.script_id = OLD.id AND c.mark_id IS NULL "
    'AND c.former = OLD.final AND c."value" = NEW.final)'
)
# table, name, event, when, what the database says
_RULES: tuple[tuple[str, str, str, str, str], ...] = (
    (
        _MARK, "mark_changed", 'UPDATE OF "value"',
        f'OLD."value" IS NOT NULL AND (NEW."value" IS NULL OR NEW."value" <> OLD."value") AND NOT {_CORRECTED}',
        "a mark changes by a correction only",
    ),
    (
        "competitions_script", "final_changed", "UPDATE OF final",
        "OLD.sitting_id IS NOT NULL AND (NEW.final IS NULL OR NEW.final <> OLD.final) AND NOT " + _FINAL,
        "a final mark changes by a correction only",
    ),
    (_CORRECTION, "correction_changed", "UPDATE", "1=1", "a correction is frozen"),
    (_CORRECTION, "correction_deleted", "DELETE", "1=1", "a correction is frozen"),
    (_LIST, "results_changed", "UPDATE OF document, sha256", "OLD.sha256 <> NEW.sha256 OR OLD.document <> NEW.document",
     "a list of results is frozen"),
)  # fmt: skip


def install_statements(vendor: str) -> list[str]:
    """Return the statements that put the guards up (``sqlite`` or ``postgresql``)."""
    out = []
    for table, name, event, when, saying in _RULES:
        head = f"CREATE TRIGGER competitions_{name} BEFORE {event} ON {table} FOR EACH ROW"
        if vendor == "postgresql":
            back = "OLD" if event == "DELETE" else "NEW"
            out.append(
                f"CREATE OR REPLACE FUNCTION competitions_{name}() RETURNS trigger AS $$ BEGIN IF {when} THEN "
                f"RAISE EXCEPTION '{saying}'; END IF; RETURN {back}; END $$ LANGUAGE plpgsql"
            )
            out.append(f"{head} EXECUTE FUNCTION competitions_{name}()")
        else:
            out.append(f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{saying}'); END")
    return out


def remove_statements(vendor: str) -> list[str]:
    """Return the statements that take the guards down (the reverse migration, a restore)."""
    out = []
    for table, name, *_rest in _RULES:
        if vendor == "postgresql":
            out += [
                f"DROP TRIGGER IF EXISTS competitions_{name} ON {table}",
                f"DROP FUNCTION IF EXISTS competitions_{name}()",
            ]
        else:
            out.append(f"DROP TRIGGER IF EXISTS competitions_{name}")
    return out


install, remove = running(install_statements), running(remove_statements)
