"""Kept answers are sealed and name the people they are about.

Those kept until now stood in clear and named nobody: the table is made anew, empty. A system that sends one of those
writes again under its old key is taken to send a new one.
"""

import django.db.models.deletion
from django.db import migrations, models

import baarasira.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="KeptAnswer"),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=baarasira.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key_print", models.CharField(max_length=64)),
                ("request_print", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("sealed", models.TextField(blank=True)),
                ("kept_at", models.DateTimeField(db_index=True)),
                (
                    "token",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="kept_answers", to="api.systemtoken"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("token", "key_print"), name="one_answer_a_key")],
            },
        ),
        migrations.CreateModel(
            name="AnswerSubject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_id", models.UUIDField(db_index=True)),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="subjects", to="api.keptanswer"
                    ),
                ),
            ],
        ),
    ]
