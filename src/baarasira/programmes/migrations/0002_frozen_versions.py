"""The guards that keep a version as it was written."""

from django.db import migrations

from baarasira.programmes import guards


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [migrations.RunPython(guards.install, guards.remove)]
