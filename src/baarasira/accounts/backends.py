"""Sign-in by e-mail address and password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from .models import User


class PasswordBackend(BaseBackend):
    """Checks the password; whether the account is active or locked is the sign-in action's business."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_rest: Any
    ) -> User | None:
        """Return the user whose password this is, else None; an unknown address takes as long as a known one."""
        if not username or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        """Return the signed-in user again, None once the account is no longer active."""
        user = User.objects.filter(pk=user_id).first()
        return user if user is not None and user.is_active else None
