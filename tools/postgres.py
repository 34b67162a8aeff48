"""Start a throwaway PostgreSQL for the tests, run a command with DATABASE_URL set, and stop it again.

    python tools/postgres.py -- pytest …

Uses the server programs of the system's packages (Debian: postgresql). As root, the server runs under the account
``postgres`` or, without one, ``nobody``, because it refuses to run as root.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of the newest installed server's programs."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return versions[-1].parent if versions else None


def account() -> pwd.struct_passwd | None:
    """Return the account the server must run under, None when it can be our own."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("postgres: no account to run the server under (postgres or nobody)")


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    """Run the command after ``--`` with a fresh server; return its status."""
    command = sys.argv[sys.argv.index("--") + 1 :]
    folder = programs()
    if folder is None:
        print("postgres: the server programs are not installed (Debian: apt-get install postgresql)", file=sys.stderr)
        return 3
    # A run that is stopped from outside takes its server down too.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    owner = account()
    base = Path(tempfile.mkdtemp(prefix="baarasira-pg-"))
    if owner:
        os.chown(base, owner.pw_uid, owner.pw_gid)

    def run(*words: str) -> None:
        drop = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=base, **drop)  # type: ignore[call-overload]

    data, port = base / "data", free_port()
    try:
        run(str(folder / "initdb"), "-D", str(data), "-U", "baarasira", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={base} -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=128MB"
        )
        run(str(folder / "pg_ctl"), "-D", str(data), "-l", str(base / "log"), "-w", "-o", options, "start")
        url = f"postgres://baarasira@127.0.0.1:{port}/postgres"
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode
    finally:
        if (data / "postmaster.pid").exists():
            run(str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(base, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
