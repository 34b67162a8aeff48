"""The triggers that hold marks, corrections and lists of results."""

from django.db import migrations

from baarasira.training.competitions import guards


class Migration(migrations.Migration):
    """Put the guards up."""

    dependencies = [("competitions", "0001_initial")]

    operations = [migrations.RunPython(guards.install, guards.remove)]
