"""The inline markup of TMX: ``seg`` elements <-> text with codes.

``bpt`` and ``ept`` are the halves of a pair, ``it`` a half whose other half is in another segment,
``ph`` (and ``ut`` of old files) stand alone; ``hi`` marks text and has no code of its own. What
stands in them is the markup as the document had it. Elements of source and target answer each
other by ``x``; without it pairs do by ``i`` and the others by their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped]

from ..document import Code, CodeKind

_SINGLE = frozenset(("ph", "ut"))


def read_seg(seg: etree._Element, numbers: dict[str, int]) -> tuple[str, tuple[Code, ...]]:
    """Return the text and the codes of a ``seg``.

    ``numbers`` gives a unit's codes their pairs: hand the one of the source to its target.
    """
    texts: list[str] = []
    codes: list[Code] = []
    opened: dict[str, str] = {}
    singles = 0

    def number(key: str) -> int:
        return numbers.setdefault(key, len(numbers) + 1)

    def walk(element: etree._Element) -> None:
        nonlocal singles
        texts.append(element.text or "")
        for child in element:
            at = sum(map(len, texts))
            x, i = str(child.get("x") or ""), str(child.get("i") or "")
            raw = "".join(child.itertext())
            if child.tag == "bpt":
                opened[i] = f"pair {x or i}"
                codes.append(Code(at, raw, "open", number(opened[i])))
            elif child.tag == "ept":
                codes.append(Code(at, raw, "close", number(opened.get(i, f"pair {i}"))))
            elif child.tag in _SINGLE:
                singles += 1
                codes.append(Code(at, raw, "standalone", number(f"single {x or f'#{singles}'}")))
            elif child.tag == "it":
                kind: CodeKind = "close" if child.get("pos") == "end" else "open"
                singles += 1
                codes.append(Code(at, raw, kind, number(f"half {x or f'#{singles}'}")))
            else:  # hi, or something unknown: its text is text
                walk(child)
            texts.append(child.tail or "")

    walk(seg)
    return "".join(texts), tuple(codes)


def write_seg(seg: etree._Element, text: str, codes: Sequence[Code]) -> None:
    """Put text and codes into an empty ``seg``; codes at one place in their order."""
    kinds = {(c.pair, c.kind) for c in codes}
    last: etree._Element | None = None
    done = 0

    def put(piece: str) -> None:
        if last is None:
            seg.text = (seg.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece

    for code in codes:
        put(text[done : code.at])
        done = max(done, code.at)
        whole = (code.pair, "open") in kinds and (code.pair, "close") in kinds
        pair = str(code.pair)
        if code.kind == "standalone":
            last = etree.SubElement(seg, "ph", {"x": pair})
        elif not whole:
            position = "begin" if code.kind == "open" else "end"
            last = etree.SubElement(seg, "it", {"pos": position, "x": pair})
        elif code.kind == "open":
            last = etree.SubElement(seg, "bpt", {"i": pair, "x": pair})
        else:
            last = etree.SubElement(seg, "ept", {"i": pair})
        last.text = code.raw
    put(text[done:])
