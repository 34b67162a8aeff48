"""The signed-in account of a session, read again at each request."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.db.models import UUIDField

from baarasira.kernel.prepared import Prepared

from .models import User

_BY_ID: Prepared[User] = Prepared(lambda user_id: User.objects.filter(pk=user_id).order_by(), user_id=UUIDField())


class AccountBackend(BaseBackend):
    """Knows accounts by id only: passwords go through `actions.signing_in`, which counts failures, and no other way."""

    def get_user(self, user_id: UUID) -> Any:
        """Return the signed-in account again, None once it is no longer active."""
        user = next(iter(_BY_ID(user_id=user_id)), None)
        return user if user is not None and user.is_active else None
