import django.db.models.deletion
from django.db import migrations, models

# The first three stand anew under `person_by_nina`, `person_by_merged_into` (of merged files alone) and `phone_by_number`.
_DROPPED = (
    ("people_person", "people_person_nina_print_42ee1f06", "nina_print"),
    ("people_person", "people_person_merged_into_id_138bbee4", "merged_into_id"),
    ("people_phone", "people_phone_number_10394588", "number"),
    ("people_person", "people_person_name_key_01f61d18", "name_key"),
    ("people_person", "people_person_cercle_id_ad283bc4", "cercle_id"),
    ("people_declaredoccupation", "people_declaredoccupation_code_06dc2494", "code"),
)


class Migration(migrations.Migration):
    """Every person registered was written to more indexes that nobody reads: by sort key, by cercle, by code of an occupation.

    On PostgreSQL each text had a second one besides, for LIKE. The indexes alone are dropped and made: altering the fields would
    have SQLite write every table anew.
    """

    dependencies = [
        ('network', '0002_alter_structure_kind'),
        ('people', '0005_indexes_nobody_asks'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['nina_print'], name='person_by_nina'),
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='person_by_merged_into'),
        ),
        migrations.AddIndex(
            model_name='phone',
            index=models.Index(fields=['number'], name='phone_by_number'),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                *(
                    migrations.RunSQL(f'DROP INDEX IF EXISTS "{name}"', f'CREATE INDEX "{name}" ON "{table}" ("{column}")')
                    for table, name, column in _DROPPED
                ),
                *(
                    migrations.RunSQL(f'DROP INDEX IF EXISTS "{name}_like"', migrations.RunSQL.noop)
                    for _table, name, _column in _DROPPED
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='declaredoccupation',
                    name='code',
                    field=models.CharField(max_length=4),
                ),
                migrations.AlterField(
                    model_name='person',
                    name='cercle',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.territory'),
                ),
                migrations.AlterField(
                    model_name='person',
                    name='merged_into',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='people.person'),
                ),
                migrations.AlterField(
                    model_name='person',
                    name='name_key',
                    field=models.CharField(max_length=420),
                ),
                migrations.AlterField(
                    model_name='person',
                    name='nina_print',
                    field=models.CharField(blank=True, max_length=64),
                ),
                migrations.AlterField(
                    model_name='phone',
                    name='number',
                    field=models.CharField(max_length=20),
                ),
            ],
        ),
    ]
