"""An S3-compatible store, spoken to by signed requests (AWS Signature Version 4) over the standard library.

What is kept is named by its SHA-256, which is what a request must be signed with: nothing is read twice. The signature is
HMAC-SHA256 as the protocol's documentation writes it, and the tests hold it to the examples published there.
"""

import hashlib
import hmac
import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, cast
from xml.etree import ElementTree

from .storage import Held, NoBytesError

_SCHEME = "AWS4-HMAC-SHA256"
_TIMEOUT = 30
_SIGNED = "host;x-amz-content-sha256;x-amz-date"


@dataclass(frozen=True, slots=True)
class Access:
    """The key by which a store is opened, and the region it is signed for."""

    key_id: str
    secret: str
    region: str


def signed_headers(
    access: Access, method: str, host: str, path: str, query: str, body_sha256: str, at: datetime
) -> dict[str, str]:
    """Return the headers that sign a request: `path` and `query` as they are sent, `at` aware, in the server's own time."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    day = stamp[:8]
    headers = f"host:{host}\nx-amz-content-sha256:{body_sha256}\nx-amz-date:{stamp}\n"
    request = "\n".join((method, path, query, headers, _SIGNED, body_sha256))
    scope = f"{day}/{access.region}/s3/aws4_request"
    to_sign = "\n".join((_SCHEME, stamp, scope, hashlib.sha256(request.encode()).hexdigest()))
    key = f"AWS4{access.secret}".encode()
    for part in (day, access.region, "s3", "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    return {
        "x-amz-content-sha256": body_sha256,
        "x-amz-date": stamp,
        "Authorization": f"{_SCHEME} Credential={access.key_id}/{scope},SignedHeaders={_SIGNED},Signature={signature}",
    }


def _query(values: Mapping[str, str]) -> str:
    """Return a query in the one form that is signed: sorted, everything encoded but letters, digits and ``-._~``."""
    return "&".join(
        f"{urllib.parse.quote(name, safe='-._~')}={urllib.parse.quote(value, safe='-._~')}"
        for name, value in sorted(values.items())
    )


class S3Store:
    """A bucket, or what lies in it under a prefix: ``https://host/bucket`` or ``https://host/bucket/prefix``."""

    def __init__(self, address: str, access: Access) -> None:
        parts = urllib.parse.urlsplit(address)
        bucket, _, prefix = parts.path.strip("/").partition("/")
        if parts.scheme not in {"http", "https"} or not parts.netloc or not bucket:
            raise ValueError(f"not the address of a bucket: {address}")
        self._origin, self._host = f"{parts.scheme}://{parts.netloc}", parts.netloc
        self._bucket, self._prefix = f"/{bucket}", f"{prefix}/" if prefix else ""
        self._access = access

    def _call(self, method: str, path: str, query: str = "", body: bytes | None = None) -> http.client.HTTPResponse:
        """Send a request and return its answer; NoBytesError for 404, OSError for every other failure."""
        quoted = urllib.parse.quote(path, safe="/-._~")
        digest = hashlib.sha256(body or b"").hexdigest()
        headers = signed_headers(self._access, method, self._host, quoted, query, digest, datetime.now(UTC))
        request = urllib.request.Request(  # noqa: S310 - the address is the operator's own setting
            f"{self._origin}{quoted}{'?' if query else ''}{query}",
            data=body,
            method=method,
            headers={"Content-Type": "application/octet-stream", **headers},
        )
        try:
            return cast(http.client.HTTPResponse, urllib.request.urlopen(request, timeout=_TIMEOUT))  # noqa: S310
        except urllib.error.HTTPError as fault:
            fault.close()
            if fault.code == 404:
                raise NoBytesError(path) from fault
            raise OSError(f"the store of files answered {fault.code} to {method}") from fault
        except http.client.HTTPException as fault:
            raise OSError(f"the store of files broke off: {fault!r}") from fault

    def _path(self, key: str) -> str:
        return f"{self._bucket}/{self._prefix}{key}"

    def put(self, key: str, content: bytes) -> None:
        """Send the bytes; the store answers once it has all of them, and refuses them if their hash is another."""
        try:
            self._call("PUT", self._path(key), body=content).close()
        except NoBytesError as fault:
            raise OSError("the store of files does not know this bucket") from fault

    def open(self, key: str) -> BinaryIO:
        """Return the answer, which is read as it comes."""
        return cast(BinaryIO, self._call("GET", self._path(key)))

    def delete(self, key: str) -> None:
        """Remove the bytes."""
        try:
            self._call("DELETE", self._path(key)).close()
        except NoBytesError:
            return

    def held(self, prefix: str = "") -> Iterator[Held]:
        """Ask for the list, a thousand at a time."""
        values = {"list-type": "2", "prefix": self._prefix + prefix}
        while True:
            try:
                with self._call("GET", self._bucket, _query(values)) as answer:
                    page = ElementTree.fromstring(answer.read())  # noqa: S314 - from the operator's own store
            except (NoBytesError, ElementTree.ParseError) as fault:
                raise OSError(f"the store of files gives no list: {fault}") from fault
            for item in page.iterfind("{*}Contents"):
                yield self._held(item)
            token = page.findtext("{*}NextContinuationToken")
            if not token:
                return
            values["continuation-token"] = token

    def _held(self, item: ElementTree.Element) -> Held:
        key = item.findtext("{*}Key") or ""
        put_at = datetime.fromisoformat((item.findtext("{*}LastModified") or "").replace("Z", "+00:00"))
        return Held(key.removeprefix(self._prefix), int(item.findtext("{*}Size") or 0), put_at)
