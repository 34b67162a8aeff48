"""Sessions in the database, as Django keeps them; read at every request, and so by a statement written once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from baarasira.kernel.prepared import Prepared

_LIVING: Prepared[Any] = Prepared(
    lambda key, now: SessionStore.get_model_class().objects.filter(session_key=key, expire_date__gt=now).order_by(),
    key=CharField(),
    now=DateTimeField(),
)


class SessionStore(db.SessionStore):
    """The session of a request."""

    def _get_session_from_db(self) -> Any:
        found = _LIVING(key=self.session_key, now=timezone.now()) if self.session_key else []
        if found:
            return found[0]
        self._session_key = None
        return None
