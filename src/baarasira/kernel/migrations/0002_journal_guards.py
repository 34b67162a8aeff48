"""The database itself refuses to change or delete the journal."""

from django.db import migrations

from baarasira.kernel.journal import guards


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(guards.install, guards.remove)]
