"""The signed-in account of a session, read again at each request."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from .models import User


class AccountBackend(BaseBackend):
    """Knows accounts by id only: passwords go through `actions.signing_in`, which counts failures, and no other way."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the signed-in account again, None once it is no longer active."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and user.is_active else None
