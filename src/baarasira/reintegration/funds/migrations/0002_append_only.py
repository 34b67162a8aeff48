"""Let the database refuse to change or delete a line of the ledger."""

from django.db import migrations

from baarasira.reintegration.funds import guards


class Migration(migrations.Migration):
    """Put the guards up."""

    dependencies = [("funds", "0001_initial")]
    operations = [migrations.RunPython(guards.install, guards.remove)]
