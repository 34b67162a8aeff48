from django.db import migrations


class Migration(migrations.Migration):
    """Nobody asks the database for a word as typed: the index of names that each process holds answers."""

    dependencies = [
        ('people', '0003_gained_skills'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='nameword',
            name='name_by_word',
        ),
    ]
