"""Brings together the roles of cooperation and the staff number, which were added side by side."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing to change: both stand."""

    dependencies: ClassVar = [
        ("accounts", "0003_roles_of_cooperation"),
        ("accounts", "0003_staff_number"),
    ]
    operations: ClassVar = []
