"""Tell whether the models have changes that no migration carries."""

import os
import sys
import tempfile


def main() -> int:
    """Return 0 when the migrations are complete."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BAARASIRA_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "baarasira.project.settings"
        import django
        from django.core.management import call_command

        django.setup()
        try:
            call_command("makemigrations", check=True, dry_run=True)
        except SystemExit as stop:
            return int(stop.code or 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
