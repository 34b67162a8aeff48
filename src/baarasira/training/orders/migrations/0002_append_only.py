"""Let the database refuse to change or delete an invoice."""

from django.db import migrations

from baarasira.training.orders import guards


class Migration(migrations.Migration):
    """Put the guards up."""

    dependencies = [("training_orders", "0001_initial")]
    operations = [migrations.RunPython(guards.install, guards.remove)]
