"""Django application of the room competitions."""

from django.apps import AppConfig


class CompetitionsConfig(AppConfig):
    """Entrance competitions: papers, seats in halls, the seal on anonymity, marks, ranking, complaints, seats confirmed."""

    name = "baarasira.training.competitions"
    label = "competitions"
