"""Lay out a converted model as two Argos Translate packages that share one weights file."""

import json
import zipfile
from pathlib import Path

from .files import write_text, write_with

_README = (
    "French-English model of sahel-translate. One model serves both directions: the first target\n"
    "token is <2en> or <2fr>. Corpora and licences: training/MODEL_CARD.md of the project.\n"
)
_WEIGHTS = ("model.bin", "config.json", "shared_vocabulary.json")
# Fixed, so that the same weights give the same archive.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def package(model: Path, out: Path, version: str) -> list[Path]:
    """Write metadata-fr_en.json and metadata-en_fr.json, and both packages as .argosmodel files.

    `model` is a folder that `convert` wrote. Returns the archives' paths; the same input gives the
    same bytes.
    """
    written = []
    for source, target in (("fr", "en"), ("en", "fr")):
        text = metadata(source, target, version)
        write_text(out / f"metadata-{source}_{target}.json", text)
        name = f"translate-{source}_{target}-{version.replace('.', '_')}"
        members = {
            "metadata.json": text.encode(),
            "README.md": _README.encode(),
            "sentencepiece.model": (model / "sentencepiece.model").read_bytes(),
            **{f"model/{part}": (model / part).read_bytes() for part in _WEIGHTS},
        }
        path = out / f"{name}.argosmodel"
        write_with(path, lambda temporary, m=members, n=name: _zip(temporary, n, m))
        written.append(path)
    return written


def metadata(source: str, target: str, version: str) -> str:
    """Return the metadata.json of an Argos package, with the annotations this model understands."""
    names = {"fr": "French", "en": "English"}
    content = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": names[source],
        "to_code": target,
        "to_name": names[target],
        "target_prefix": f"<2{target}>",
        "annotations": {
            "term": ["<term>", "<as>", "</term>"],
            "markers": [f"<x{i}>" for i in range(1, 9)],
        },
    }
    return json.dumps(content, indent=1) + "\n"


def _zip(path: Path, folder: str, members: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(members.items()):
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _EPOCH), content)
