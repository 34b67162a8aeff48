"""Entries of the journal that PostgreSQL cannot make shorter are kept in their row."""

from django.db import migrations

from baarasira.kernel.journal import guards


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_alter_storedfile_media_type_alter_upload_media_type")]

    operations = [migrations.RunPython(guards.keep_whole, guards.keep_apart)]
