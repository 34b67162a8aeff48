"""What a server needs besides data, made on the cores that a load, which writes alone, leaves free."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from baarasira.project.installation import gather_static

from .telling import say

_COMPILE = "from baarasira.engine import load_compiled, load_compiled_link; load_compiled(); load_compiled_link()"


@contextmanager
def made_ready(*, to_serve: bool) -> Iterator[None]:
    """Gather the static files and, for who serves afterwards, compile the engine (once a machine) beside what the block does.

    The block ends when all three have. What stops the block stops the compiling; a compiling that fails stops nothing: the
    engine then works without.
    """
    compiling = subprocess.Popen([sys.executable, "-c", _COMPILE]) if to_serve else None
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="static") as beside:
            gathering = beside.submit(gather_static)
            yield
            gathering.result()
        if compiling is not None and compiling.poll() is None:
            say("compilation du classement et du rapprochement des dossiers (une fois)")
            compiling.wait()
    finally:
        if compiling is not None and compiling.poll() is None:
            compiling.terminate()
            compiling.wait()
