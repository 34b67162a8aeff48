"""Django's `migrate`, which makes an empty database straight from the models before it looks for what is to migrate."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from baarasira.project import fresh_tables


class Command(Migrate):
    """Migrate; an empty database that is to be migrated whole gets its tables at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Do as Django's command, to the same end, with the same options."""
        partly = options["app_label"] or options["migration_name"] or options["plan"] or options["check_unapplied"]
        connection = connections[options["database"]]
        if not partly and not options["fake"] and fresh_tables.is_empty(connection):
            if options["verbosity"] >= 1:
                self.stdout.write("Empty database: tables made from the models, migrations recorded as applied.")
            fresh_tables.make(connection)
        super().handle(*args, **options)
