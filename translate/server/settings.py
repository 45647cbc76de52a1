"""What whoever runs the server decides: where it listens, what it accepts, who may ask."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what one request may cost and on how much may be under way.

    Attributes:
        characters: longest text of a request, in code points, all texts of an array together.
        texts: most texts in an array.
        alternatives: most alternatives; the beam has one more hypothesis than that.
        body: largest body that is no file, in bytes.
        file: largest file, in bytes.
        queue: most requests accepted and not yet answered; the next one gets 429.
        weight: most bytes of source text accepted and not yet answered; likewise.
        workers: requests worked on side by side.
        file_workers: files worked on side by side, beside those.
        timeout: seconds until a text is given up.
        file_timeout: seconds until a file is given up.
        reading: seconds a client has for sending its body.
        window: seconds the engine waits for company before it decodes a batch.
        exact: decode each request by itself; see :class:`.batching.Batcher`.
        keep: seconds a translated file can be fetched.
        shelf: most bytes of translated files kept; the oldest go first.
    """

    characters: int = 50_000
    texts: int = 1_000
    alternatives: int = 3
    body: int = 2 * 2**20
    file: int = 10 * 2**20
    queue: int = 64
    weight: int = 32 * 2**20
    workers: int = 16
    file_workers: int = 2
    timeout: float = 60.0
    file_timeout: float = 900.0
    reading: float = 30.0
    window: float = 0.004
    exact: bool = False
    keep: float = 1800.0
    shelf: int = 128 * 2**20


class Keys:
    """The API keys that are accepted; only their digests are kept."""

    def __init__(self, keys: tuple[str, ...] = ()) -> None:
        self._digests = tuple(_digest(key) for key in keys)

    def __bool__(self) -> bool:
        return bool(self._digests)

    def __repr__(self) -> str:
        return f"Keys({len(self._digests)} of them)"

    def accept(self, key: str) -> bool:
        """Tell whether ``key`` is one of them, in a time that tells nothing about any of them.

        >>> Keys(("s3cret",)).accept("s3cret"), Keys(("s3cret",)).accept("guess")
        (True, False)
        """
        asked = _digest(key)
        found = False
        for known in self._digests:
            found |= hmac.compare_digest(known, asked)
        return found


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask, and under which names the server answers.

    Attributes:
        keys: API keys; none means that no key is needed.
        hosts: host names accepted in ``Host``; empty accepts any. A name that a foreign page
            made to point at this machine (DNS rebinding) is then none of ours.
        origins: foreign origins whose pages may ask (CORS); ``*`` is any.
        public_url: address under which clients see the server; empty is what they asked for.
    """

    keys: Keys = field(default_factory=Keys)
    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    public_url: str = ""


LOOPBACK_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names under which a server on loopback may be asked."""


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on can be reached from this machine alone.

    >>> [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "desk.example")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
