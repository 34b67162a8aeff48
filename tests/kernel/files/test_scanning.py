"""The antivirus, by the socket of clamd or by a command: what it finds is refused, and so is everything while it is down."""

import socket
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from baarasira.kernel.errors import RuleRefused
from baarasira.kernel.files import examine, scanning
from handed_in import pdf, upload

EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def read_stream(line: socket.socket) -> bytes:
    """Read what INSTREAM sends, as clamd does."""
    with line.makefile("rb") as sent:
        assert sent.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack(">I", sent.read(4))[0]:
            content += sent.read(size)
    return content


@contextmanager
def clamd(answer: bytes | None = None) -> Iterator[str]:
    """Answer one file as clamd does (or with `answer`), on a port of this machine."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _address = server.accept()
        with line:
            content = read_stream(line)
            line.sendall(answer or (b"stream: Eicar-Test FOUND\0" if EICAR in content else b"stream: OK\0"))

    thread = Thread(target=serve)
    thread.start()
    try:
        yield f"clamd:127.0.0.1:{server.getsockname()[1]}"
    finally:
        thread.join()
        server.close()


def command(status: int, words: str = "") -> str:
    """Return a command that reads the file, says these words and ends so."""
    return f"{sys.executable} -c 'import sys; sys.stdin.buffer.read(); print(\"{words}\"); sys.exit({status})'"


def refusal() -> tuple[str, str]:
    with pytest.raises(RuleRefused) as refused:
        examine(upload(pdf()))
    return refused.value.code, str(refused.value)


def test_clamd_lets_a_clean_file_through_and_names_what_it_finds(settings: object) -> None:
    with clamd() as settings.BAARASIRA_SCANNER:  # type: ignore[attr-defined]
        assert examine(upload(pdf())).content == pdf()
    with clamd() as settings.BAARASIRA_SCANNER, pytest.raises(RuleRefused, match="Eicar-Test") as refused:  # type: ignore[attr-defined]
        examine(upload(pdf(EICAR.decode())))
    assert refused.value.code == "file_infected"


def test_clamd_reached_by_its_socket_in_the_file_system(settings: object, tmp_path: Path) -> None:
    path = tmp_path / "s"
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()

    def serve() -> None:
        line, _address = server.accept()
        with line:
            read_stream(line)
            line.sendall(b"stream: OK\0")

    thread = Thread(target=serve)
    thread.start()
    settings.BAARASIRA_SCANNER = f"clamd:{path}"  # type: ignore[attr-defined]
    scanning.check()
    thread.join()
    server.close()


@pytest.mark.parametrize("answer", [b"stream: INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_an_answer_that_is_not_clean_takes_no_file(settings: object, answer: bytes) -> None:
    with clamd(answer) as settings.BAARASIRA_SCANNER:  # type: ignore[attr-defined]
        assert refusal()[0] == "file_not_scanned"


def test_a_scanner_that_does_not_answer_takes_no_file(settings: object, tmp_path: Path) -> None:
    for scanner in ("clamd:127.0.0.1:1", f"clamd:{tmp_path}/none", "/nowhere/clamscan -", command(2)):
        settings.BAARASIRA_SCANNER = scanner  # type: ignore[attr-defined]
        code, sentence = refusal()
        assert code == "file_not_scanned"
        assert "réessayez dans quelques minutes" in sentence


def test_a_command_decides_by_its_status(settings: object) -> None:
    settings.BAARASIRA_SCANNER = command(0)  # type: ignore[attr-defined]
    assert examine(upload(pdf())).content == pdf()
    settings.BAARASIRA_SCANNER = command(1, "stream: Eicar-Test FOUND")  # type: ignore[attr-defined]
    code, sentence = refusal()
    assert code == "file_infected"
    assert "Eicar-Test" in sentence
