"""What a glossary says, as a short fingerprint: a changed entry changes the digest."""

from __future__ import annotations

import hashlib

from glossary.model import Glossary


def glossary_digest(glossary: Glossary) -> str:
    """Return 16 hexadecimal digits over everything that decides a translation.

    >>> glossary_digest(Glossary())
    'e3b0c44298fc1c14'
    """
    kept: str | None = glossary.__dict__.get("_digest")
    if kept is None:
        digest = hashlib.sha256()
        for concept in glossary:
            digest.update(f"{concept.id}\0{concept.domain}\0".encode())
            for pairing in concept.pairings:
                values = (
                    pairing.label,
                    pairing.case,
                    pairing.keep,
                    pairing.known,
                    pairing.direction,
                )
                digest.update(repr((values, pairing.guards)).encode())
                digest.update(repr(pairing.terms).encode())
        kept = digest.hexdigest()[:16]
        glossary.__dict__["_digest"] = kept
    return kept
