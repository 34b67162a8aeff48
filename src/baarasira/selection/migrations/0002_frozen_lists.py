"""Let the database refuse to change a closed list, a file of a run, a seed once fixed."""

from django.db import migrations

from baarasira.selection import guards


class Migration(migrations.Migration):
    """Put the guards up."""

    dependencies = [("selection", "0001_initial")]
    operations = [migrations.RunPython(guards.install, guards.remove)]
