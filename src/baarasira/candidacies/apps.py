"""Django application of the room candidacies."""

from django.apps import AppConfig


class CandidaciesConfig(AppConfig):
    """From referral to placement."""

    name = "baarasira.candidacies"
    label = "candidacies"
