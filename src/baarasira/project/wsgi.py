"""The application as servers load it."""

import gc
import logging
import os
import sys
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")

# SQLite lets the other thread in at every row it reads, which then keeps the interpreter for as long as this: at Python's own five
# milliseconds, a page of a few hundred rows waits longer for its neighbour than it works.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()


def _warm() -> None:
    """Build what the first suggestion, search and shortlist would wait for; a database away then is met at the first page."""
    from django.db import DatabaseError, connection

    from baarasira.engine import load_compiled
    from baarasira.kernel.pace import begin_beside
    from baarasira.matching.index import IndexNotReady, current_register
    from baarasira.people.name_index import current_names
    from baarasira.project.manners import look_through_seldom
    from baarasira.reference.occupations import carried_index

    try:
        carried_index()
        current_names()
        current_register()
    except IndexNotReady as waiting:
        logging.getLogger(__name__).warning("%s", waiting)
    except DatabaseError:
        logging.getLogger(__name__).warning("the index over the register waits for the database")
    finally:
        connection.close()
    load_compiled()
    begin_beside()
    # What stands by now stands as long as the service: looking through it for garbage would hold a page for a third of a second.
    gc.collect()
    gc.freeze()
    look_through_seldom()


threading.Thread(target=_warm, name="warm-up", daemon=True).start()
