import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Each is begun by another index of its table, or nobody asks for it.
_DROPPED = (
    ("people_person", "people_person_office_id_331a4892", "office_id"),
    ("people_person", "people_person_region_id_1f09e020", "region_id"),
    ("people_declaredoccupation", "people_declaredoccupation_person_id_b9157fa5", "person_id"),
    ("people_spokenlanguage", "people_spokenlanguage_person_id_d3681d90", "person_id"),
    ("people_consent", "people_consent_recorded_by_id_a47a1cb6", "recorded_by_id"),
)
# PostgreSQL has a second index of a key that is a text, for LIKE.
_FOR_LIKE = "people_person_region_id_1f09e020_like"


class Migration(migrations.Migration):
    """Every person registered was written to indexes that nobody reads.

    The indexes alone are dropped: altering the fields would have SQLite write every table anew.
    """

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('people', '0004_words_found_in_memory'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *(
                    migrations.RunSQL(f'DROP INDEX IF EXISTS "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')
                    for table, name, column in _DROPPED
                ),
                migrations.RunSQL(f'DROP INDEX IF EXISTS "{_FOR_LIKE}"', migrations.RunSQL.noop),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='person',
                    name='office',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='network.structure'),
                ),
                migrations.AlterField(
                    model_name='person',
                    name='region',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.territory'),
                ),
                migrations.AlterField(
                    model_name='declaredoccupation',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='occupations', to='people.person'),
                ),
                migrations.AlterField(
                    model_name='spokenlanguage',
                    name='person',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='languages', to='people.person'),
                ),
                migrations.AlterField(
                    model_name='consent',
                    name='recorded_by',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
    ]
