"""A small S3-compatible store on this machine: it keeps what it is sent, and refuses what is not signed as it should be."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class FakeS3(BaseHTTPRequestHandler):
    """Answers PUT, GET, DELETE and the list of one bucket, two names a page."""

    kept: dict[str, bytes]
    refused: list[str]
    broken = False

    def _allowed(self, body: bytes) -> bool:
        """Check what a real store would: the hash of the body, and that the request says who signed what."""
        signed = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=key/\d{8}/ml-bko/s3/aws4_request,"
            r"SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=[0-9a-f]{64}",
            self.headers.get("Authorization", ""),
        )
        whole = self.headers.get("x-amz-content-sha256") == hashlib.sha256(body).hexdigest()
        if not signed or not whole:
            self.refused.append(self.path)
        return bool(signed and whole) and not self.broken

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _name(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/papers/")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._allowed(body):
            self._answer(403)
            return
        self.kept[self._name()] = body
        self._answer(200)

    def do_DELETE(self) -> None:
        if not self._allowed(b""):
            self._answer(403)
            return
        self.kept.pop(self._name(), None)
        self._answer(204)

    def do_GET(self) -> None:
        if not self._allowed(b""):
            self._answer(403)
        elif query := parse_qs(urlsplit(self.path).query):
            self._answer(200, self._page(query["prefix"][0], query.get("continuation-token", [""])[0]))
        elif self._name() in self.kept:
            self._answer(200, self.kept[self._name()])
        else:
            self._answer(404)

    def _page(self, prefix: str, after: str) -> bytes:
        names = [name for name in sorted(self.kept) if name.startswith(prefix) and name > after]
        rows = "".join(
            f"<Contents><Key>{escape(name)}</Key><LastModified>2026-11-20T08:00:00.000Z</LastModified>"
            f"<Size>{len(self.kept[name])}</Size></Contents>"
            for name in names[:2]
        )
        more = f"<NextContinuationToken>{escape(names[1])}</NextContinuationToken>" if len(names) > 2 else ""
        return f'<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{rows}{more}</ListBucketResult>'.encode()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def s3_running() -> Iterator[tuple[str, type[FakeS3]]]:
    """Start a store, give the address of a place in its bucket and what it holds, and end it."""

    class Store(FakeS3):
        kept: dict[str, bytes] = {}
        refused: list[str] = []

    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/papers/anpe", Store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
