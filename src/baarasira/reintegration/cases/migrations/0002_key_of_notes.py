from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def _say_whose_key(apps, schema_editor):
    """Until now a note was sealed under the key of the person of its case."""
    case = apps.get_model("cases", "Case").objects.filter(pk=OuterRef("case_id"))
    apps.get_model("cases", "CareNote").objects.update(key_of=Subquery(case.values("person_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddField("carenote", "key_of", models.UUIDField(null=True)),
        migrations.RunPython(_say_whose_key, migrations.RunPython.noop),
        migrations.AlterField("carenote", "key_of", models.UUIDField()),
    ]
