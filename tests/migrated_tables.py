"""What a database holds once every migration ran on it, told table by table, kept for a set of migrations.

The tests begin with tables made from the models (`project.fresh_tables`); one of them compares these with what is told here.
Migrating for real takes about a minute: it is done once for the migrations, the guards and the libraries that bring some.

    python tests/migrated_tables.py       # migrate now, on the database of the settings (tools/check.py does, before the tests)
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "build" / "migrated"
LIBRARIES = ("django", "django-otp", "django-tasks-db")
# What `migrate` fills, by what its rows mean: their numbers depend on the order they were written in.
FILLED = {
    "django_migrations": "SELECT app, name FROM django_migrations",
    "django_content_type": "SELECT app_label, model FROM django_content_type",
    "auth_permission": (
        "SELECT app_label, model, codename, name FROM auth_permission p "
        "JOIN django_content_type t ON t.id = p.content_type_id"
    ),
}

Told = dict[str, Any]


def kept() -> Path:
    """Return the file that tells what all these migrations end with, on the kind of database of the settings."""
    digest = hashlib.sha256("".join(version(name) for name in LIBRARIES).encode() + Path(__file__).read_bytes())
    sources = ROOT / "src" / "baarasira"
    for path in sorted({*sources.rglob("migrations/*.py"), *sources.rglob("guards.py")}):
        digest.update(str(path.relative_to(sources)).encode() + path.read_bytes())
    return KEPT / f"{digest.hexdigest()[:20]}.{connection.vendor}.json"


def migrated() -> Told:
    """Return what the migrations end with; where nobody migrated for real yet, it is done now."""
    if not kept().exists():
        subprocess.run([sys.executable, __file__], check=True)
    return dict(json.loads(kept().read_text(encoding="utf-8")))


def told() -> Told:
    """Return what the database of the settings holds: for each kind of thing its names, and what each of them is."""
    things = _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite()
    return {**things, "rows": _rows()}


def _asked(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _rows() -> dict[str, list[str]]:
    """Return the rows of every table that has some."""
    out = {}
    for table in connection.introspection.table_names():
        rows = _asked(FILLED.get(table, f'SELECT * FROM "{table}"'))
        if rows:
            out[table] = sorted(" · ".join(map(str, row)) for row in rows)
    return out


def _of_sqlite() -> Told:
    """Return tables (each column and constraint in the words it was made with), indexes and triggers."""
    out: Told = {"table": {}, "index": {}, "trigger": {}, "view": {}}
    for kind, name, sql in _asked("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        words = re.sub(r'"(\w+)"', r"\1", " ".join(sql.split()))
        out[kind][name] = sorted(_parts(words)) if kind == "table" else words
    return out


def _parts(create: str) -> list[str]:
    """Return what stands between the outer brackets of CREATE TABLE, cut at the commas that no bracket or quote holds."""
    body = create[create.index("(") + 1 : create.rindex(")")]
    parts, depth, quoted = [""], 0, False
    for character in body:
        quoted ^= character == "'"
        depth += 0 if quoted else {"(": 1, ")": -1}.get(character, 0)
        if character == "," and not depth and not quoted:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


PUBLIC = "n.nspname = 'public'"
POSTGRESQL = {
    "column": (
        "SELECT table_name || '.' || column_name, data_type, udt_name, character_maximum_length, numeric_precision, "
        "numeric_scale, is_nullable, column_default, is_identity, identity_generation, is_generated, "
        "generation_expression, collation_name FROM information_schema.columns WHERE table_schema = 'public'"
    ),
    "constraint": (
        "SELECT t.relname || '.' || c.conname, c.contype, c.convalidated, pg_get_constraintdef(c.oid) "
        "FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace "
        f"WHERE {PUBLIC}"
    ),
    "index": "SELECT tablename || '.' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "trigger": (
        "SELECT t.relname || '.' || g.tgname, g.tgenabled, pg_get_triggerdef(g.oid) FROM pg_trigger g "
        "JOIN pg_class t ON t.oid = g.tgrelid WHERE NOT g.tgisinternal"
    ),
    "function": (
        "SELECT p.proname, pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        f"WHERE {PUBLIC} AND p.prokind = 'f'"
    ),
    "sequence": (
        "SELECT s.relname, q.seqtypid::regtype, q.seqstart, q.seqincrement, q.seqmax, q.seqmin, q.seqcycle, t.relname, "
        "a.attname, d.deptype FROM pg_sequence q JOIN pg_class s ON s.oid = q.seqrelid "
        "LEFT JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.refobjsubid > 0 "
        "LEFT JOIN pg_class t ON t.oid = d.refobjid "
        "LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
    ),
    "table": (
        "SELECT t.relname, t.relkind, t.relpersistence, t.reloptions FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace "
        f"WHERE {PUBLIC} AND t.relkind IN ('r', 'v', 'm', 'p', 'f')"
    ),
    "extension": "SELECT extname, extversion FROM pg_extension",
}


def _of_postgresql() -> Told:
    """Return what the catalogue of the server says of each kind of thing, by name."""
    return {
        kind: {name: " · ".join(map(str, what)) for name, *what in _asked(query)} for kind, query in POSTGRESQL.items()
    }


def main() -> None:
    """Run every migration on an empty database beside that of the settings, and keep what it ends with."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"BAARASIRA_DATA": folder, "DJANGO_SETTINGS_MODULE": "baarasira.project.settings"}
        django.setup()
        file = kept()
        if file.exists():
            return
        former, creation = str(connection.settings_dict["NAME"]), connection.creation
        connection.settings_dict["TEST"]["NAME"] = f"{folder}/migrated" if connection.vendor == "sqlite" else "migrated"
        creation._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        connection.settings_dict["NAME"] = connection.settings_dict["TEST"]["NAME"]
        _migrate_for_real()
        KEPT.mkdir(parents=True, exist_ok=True)
        half_made = KEPT / f"{os.getpid()}.half"
        half_made.write_text(json.dumps(told(), ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
        for old in KEPT.glob(f"*.{connection.vendor}.json"):
            old.unlink(missing_ok=True)
        half_made.replace(file)
        creation.destroy_test_db(former, verbosity=0)


def _migrate_for_real() -> None:
    """Apply one migration after the other: Django's own command, not the one that makes an empty database from the models."""
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command

    call_command(Command(), interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
