"""Let the database refuse to change a check that was kept with a verdict."""

from django.db import migrations

from baarasira.mobility.contracts import guards


class Migration(migrations.Migration):
    """Put the guards up."""

    dependencies = [("contracts", "0001_initial")]
    operations = [migrations.RunPython(guards.install, guards.remove)]
