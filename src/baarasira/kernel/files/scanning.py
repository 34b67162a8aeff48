"""Looking for viruses, by whatever scanner the installation has: clamd by its socket, or a command.

BAARASIRA_SCANNER: ``clamd:/run/clamav/clamd.ctl``, ``clamd:127.0.0.1:3310``, or a command that reads the file on its
standard input and ends with 0 (nothing found) or 1 (something found), as clamscan and clamdscan do. Empty: no scanner.
"""

import shlex
import socket
import struct
import subprocess

from django.conf import settings

_TIMEOUT = 60
_PIECE = 1 << 20
_CLAMD = "clamd:"
# What every scanner takes for harmless.
_HARMLESS = b"Baarasira"


class NoAnswerError(Exception):
    """The scanner did not say whether the file is clean; the text says why, for whoever runs the server."""


def is_set() -> bool:
    """Tell whether this installation has a scanner."""
    return bool(settings.BAARASIRA_SCANNER)


def found(content: bytes) -> str:
    """Return what the scanner found in a file (a name, or ``?``), empty when it is clean or there is no scanner.

    Raises NoAnswerError when the scanner is set and does not answer: the file must not be taken.
    """
    scanner = str(settings.BAARASIRA_SCANNER)
    if not scanner:
        return ""
    if scanner.startswith(_CLAMD):
        return _by_clamd(scanner.removeprefix(_CLAMD), content)
    return _by_command(scanner, content)


def check() -> None:
    """Ask the scanner about a harmless text; NoAnswerError when it does not answer, or takes it for a virus."""
    if name := found(_HARMLESS):
        raise NoAnswerError(f"a harmless text is taken for {name}")


def _connect(place: str) -> socket.socket:
    host, colon, port = place.rpartition(":")
    if colon and port.isdigit():
        return socket.create_connection((host.strip("[]"), int(port)), timeout=_TIMEOUT)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.settimeout(_TIMEOUT)
    try:
        made.connect(place)
    except OSError:
        made.close()
        raise
    return made


def _by_clamd(place: str, content: bytes) -> str:
    """Send the file in pieces (clamd's INSTREAM), each after its length, and read the answer."""
    try:
        with _connect(place) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = b"".join(iter(lambda: line.recv(4096), b""))
    except OSError as fault:
        raise NoAnswerError(str(fault)) from fault
    said = answer.rstrip(b"\0\n").decode("utf-8", "replace").removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND") or "?"
    raise NoAnswerError(said or "an empty answer")


def _by_command(command: str, content: bytes) -> str:
    try:
        done = subprocess.run(shlex.split(command), input=content, capture_output=True, timeout=_TIMEOUT, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as fault:
        raise NoAnswerError(str(fault)) from fault
    if done.returncode == 0:
        return ""
    if done.returncode != 1:
        raise NoAnswerError(f"status {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    words = done.stdout.decode("utf-8", "replace").split()
    # ``stream: Eicar-Signature FOUND``
    return words[words.index("FOUND") - 1] if "FOUND" in words[1:] else "?"
