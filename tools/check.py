"""Everything `make test` runs: style, types, order of the rooms, texts in French, the suite on both databases."""

import subprocess
import sys
import time

PYTHON = sys.executable
STATIC: list[tuple[str, list[str]]] = [
    ("style", [PYTHON, "-m", "ruff", "check", "."]),
    ("form", [PYTHON, "-m", "ruff", "format", "--check", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("order of the rooms", ["lint-imports"]),
    ("French complete", [PYTHON, "-m", "baarasira.project.messages", "--missing"]),
    ("migrations", [PYTHON, "tools/migrations.py"]),
]
SUITE = [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
# Every migration run for real on both databases while the static checks run; what they end with is kept in build/ for the
# test that compares it with the tables made from the models.
MIGRATED = [
    [PYTHON, "tests/migrated_tables.py"],
    [PYTHON, "tools/postgres.py", "--", PYTHON, "tests/migrated_tables.py"],
]
TESTS: list[tuple[str, list[str]]] = [
    ("tests on SQLite", SUITE),
    ("tests on PostgreSQL", [PYTHON, "tools/postgres.py", "--", *SUITE, "--with-database"]),
]


def run(title: str, command: list[str]) -> bool:
    """Run one check, print how long it took; True when it passed."""
    print(f"── {title}", flush=True)
    begun = time.monotonic()
    if command[0] == "lint-imports":
        command = [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    status = subprocess.run(command, check=False).returncode
    print(f"   {title}: {'ok' if status == 0 else 'FAILED'} ({time.monotonic() - begun:.0f} s)", flush=True)
    return status == 0


def main() -> int:
    """Run them all, even after a failure; status 1 when one failed."""
    subprocess.run([PYTHON, "-m", "baarasira.project.messages"], check=True)
    whole = "--static" not in sys.argv
    migrating = [subprocess.Popen(command) for command in MIGRATED] if whole else []
    failed = [title for title, command in STATIC if not run(title, command)]
    failed += ["every migration, one after the other" for each in migrating if each.wait()]
    if whole:
        failed += [title for title, command in TESTS if not run(title, command)]
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
