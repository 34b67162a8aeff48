"""Django application of the accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, their roles in structures, their visits and their second factor."""

    name = "baarasira.accounts"
    label = "accounts"
