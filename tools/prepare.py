"""Install what the tests need from the system's packages: PostgreSQL, Chromium and fonts.

Uses apt-get when it may (root, or sudo without a password); says in a plain sentence what to do when it may not.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDS = {
    "postgresql": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb"),
    "chromium": lambda: shutil.which("chromium"),
    "fonts-noto-core": lambda: Path("/usr/share/fonts/truetype/noto").exists(),
}


def privilege() -> list[str] | None:
    """Return the words to put before apt-get, None when this account may not install."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def main() -> int:
    """Install what is missing; 0 when everything is there afterwards."""
    missing = [name for name, present in NEEDS.items() if not present()]
    if not missing:
        return 0
    words = privilege()
    if words is None:
        print(
            f"Il manque {', '.join(missing)} et ce compte ne peut pas les installer. "
            f"Demandez à l'administrateur de la machine : apt-get install {' '.join(missing)}",
            file=sys.stderr,
        )
        return 1
    print(f"→ paquets du système : {', '.join(missing)}", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run([*words, "apt-get", "-qq", "update"], check=False, **quiet)  # type: ignore[call-overload]
    install = [*words, "apt-get", "-qq", "-y", "--no-install-recommends", "install", *missing]
    subprocess.run(install, check=False, **quiet)  # type: ignore[call-overload]
    left = [name for name in missing if not NEEDS[name]()]
    if left:
        print(
            f"L'installation de {', '.join(left)} n'a pas abouti ; voyez apt-get ci-dessus.",
            file=sys.stderr,
        )
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
