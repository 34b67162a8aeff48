"""The tables of an empty database, made straight from the models that the migrations end with, in seconds.

Migrations tell how a database that holds data gets from one release to the next; on an empty one they make tables to make them
again. A test holds both ways equal, table by table, on both databases (tests/project/test_fresh_tables.py, decision 0021).
"""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps

RECORD: type[models.Model] = MigrationRecorder.Migration
"""The list of the migrations applied, which is no model of any application."""


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the database holds no table of ours, nor any trace of a migration."""
    tables = {model._meta.db_table for model in [RECORD, *_with_table(apps.get_models())]}
    return tables.isdisjoint(connection.introspection.table_names())


def make(connection: BaseDatabaseWrapper) -> None:
    """Make every table with its constraints, indexes and guards in an empty database, and record every migration as applied.

    All or nothing. Content types and permissions are left to the signal that follows every `migrate`.
    """
    loader = MigrationLoader(None)
    migrations = _in_order(loader)
    # The models as the migrations know them: the same as the code's (`make check`), but for the numbers of a table between two
    # models of a library, which its own settings do not reach there.
    known = loader.project_state().apps
    with connection.schema_editor(atomic=True) as editor:
        for model in [RECORD, *_with_table(known.get_models())]:
            editor.create_model(model)
        for operation in _written_by_hand(migrations):
            _repeat(operation, known, editor)
        rows = [MigrationRecorder.Migration(app=each.app_label, name=each.name) for each in migrations]
        MigrationRecorder.Migration.objects.using(connection.alias).bulk_create(rows)


def _with_table(found: Iterable[type[models.Model]]) -> list[type[models.Model]]:
    """Return the models that have a table; with each of them come the tables between it and others."""
    return [each for each in found if each._meta.managed and not each._meta.proxy and not each._meta.swapped]


def _in_order(loader: MigrationLoader) -> list[Migration]:
    """Return every migration of every application, each after those it depends on."""
    # One that replaces others would have to be recorded with them: there is none, and the test would tell.
    plan = loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True)
    return [loader.graph.nodes[key] for key in plan]


def _written_by_hand(migrations: list[Migration]) -> Iterator[RunPython | RunSQL]:
    """Yield what migrations do to a database besides what models say: guards and SQL.

    Other code of theirs mends rows that a former release wrote; here are none.
    """
    for migration in migrations:
        for operation in migration.operations:
            if isinstance(operation, RunSQL) or (
                isinstance(operation, RunPython) and operation.code.__module__.endswith((".guards", ".walls"))
            ):
                yield operation


def _repeat(operation: Operation, known: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Do once more what a migration wrote by hand."""
    if isinstance(operation, RunPython):
        operation.code(known, editor)
    elif isinstance(operation, RunSQL):
        operation._run_sql(editor, operation.sql)  # type: ignore[attr-defined]
