"""Django application of the room people."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class PeopleConfig(AppConfig):
    """The person's file."""

    name = "baarasira.people"
    label = "people"

    def ready(self) -> None:
        """Have every saving of a person noted for the search, whichever action saves."""
        from .name_changes import on_save

        post_save.connect(on_save, sender="people.Person", dispatch_uid="people.name_changes")
