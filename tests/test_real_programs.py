"""What we write opens in the programs that our users have; skipped where they are missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import shouting
from click.testing import CliRunner
from lxml import etree

from translate import formats
from translate.cli import main
from translate.pipeline import translate_document

DATA = Path(__file__).parent / "data"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SCHEMAS = Path(
    os.environ.get(
        "XLIFF_SCHEMAS", "/usr/share/php/Symfony/Component/Translation/Resources/schemas"
    )
)


def shouted(path: Path) -> bytes:
    document = formats.load(path.read_bytes(), name=path.name).document
    return formats.dump(shouting.shouted(document), where="")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_our_documents(tmp_path: Path) -> None:
    sources = sorted(p for p in (DATA / "formats").iterdir() if p.suffix in (".docx", ".odt"))
    for path in sources:
        (tmp_path / f"{path.stem}-{path.suffix[1:]}{path.suffix}").write_bytes(shouted(path))
    files = sorted(str(p) for p in tmp_path.iterdir())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "flat"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "fodt"]
    done = subprocess.run(
        [*command, "--outdir", str(out), *files], capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert len(list(out.glob("*.fodt"))) == len(sources)
    for path in sources:
        read = etree.parse(str(out / f"{path.stem}-{path.suffix[1:]}.fodt"))
        seen = "".join("".join(read.getroot().itertext()).split())
        for unit in formats.load(path.read_bytes(), name=path.name).document.units:
            # words, because fields, notes and deletions stand between them
            for word in shouting.shout(unit).text.split():
                assert word in seen, (path.name, unit.text)


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext (msgfmt) is not installed")
def test_gettext_compiles_our_catalogues(tmp_path: Path, stand_in: Callable[..., object]) -> None:
    engine = stand_in(source="en", target="fr", words={"attack": "attaque", "people": "personnes"})
    document = formats.load((DATA / "catalogue.po").read_bytes(), name="catalogue.po").document
    result = translate_document(document, engine, None)  # type: ignore[arg-type]
    assert result.text.count("attaque") > 1
    path = tmp_path / "fr.po"
    path.write_text(result.text, "utf-8", newline="")
    done = subprocess.run(
        ["msgfmt", "-c", "-o", str(tmp_path / "fr.mo"), str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


class _Local(etree.Resolver):
    """Answers the schemas' import of xml.xsd from their own folder; nothing is fetched."""

    def resolve(self, url: str, public_id: str, context: object) -> object:
        return self.resolve_filename(str(SCHEMAS / Path(url).name), context)


@pytest.mark.skipif(
    not (SCHEMAS / "xliff-core-2.0.xsd").exists(),
    reason="no XLIFF schemas in $XLIFF_SCHEMAS (Debian has them in php-symfony-translation)",
)
@pytest.mark.parametrize("name", ["strings.xlf", "strings2.xliff"])
def test_xliff_is_valid(name: str) -> None:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    root = etree.fromstring(shouted(DATA / name), etree.XMLParser(resolve_entities=False))
    which = "1.2-strict" if root.get("version", "").startswith("1") else "2.0"
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / f"xliff-core-{which}.xsd"), parser))
    schema.assertValid(root)
    targets = [e for e in root.iter() if str(e.tag).endswith("target")]
    assert any((t.text or "").isupper() for t in targets)


OMEGAT = shutil.which("omegat")
_OMEGAT_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<target_dir>__DEFAULT__</target_dir><source_dir>__DEFAULT__</source_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>FR</source_lang><target_lang>EN</target_lang>
<sentence_seg>true</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""


@pytest.mark.skipif(OMEGAT is None, reason="OmegaT is not installed")
def test_omegat_translates_with_our_memory_and_we_read_its_own(tmp_path: Path) -> None:
    pairs = {
        "Les FAMa ont repris la ville.": "The FAMa retook the town.",
        "La CEDEAO condamne.": "ECOWAS condemns it.",
    }
    project = tmp_path / "project"
    for folder in ("source", "target", "glossary", "tm/auto", "dictionary", "omegat"):
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(_OMEGAT_PROJECT, "utf-8")
    (project / "source" / "a.txt").write_text(" ".join(pairs) + "\n", "utf-8")
    ours = ["--memory", str(tmp_path / "ours.sqlite")]
    for source, target in pairs.items():
        added = ["memory", "add", source, target, "--to", "en", *ours]
        assert CliRunner().invoke(main, added).exit_code == 0
    exported = ["memory", "export", str(project / "tm/auto/approved.tmx"), *ours]
    assert CliRunner().invoke(main, exported).exit_code == 0

    home = {**os.environ, "HOME": str(tmp_path), "JAVA_TOOL_OPTIONS": f"-Duser.home={tmp_path}"}
    command = [str(OMEGAT), str(project), "--mode=console-translate", f"--config-dir={tmp_path}"]
    done = subprocess.run(command, capture_output=True, timeout=300, env=home)
    assert done.returncode == 0, done.stderr
    translated = (project / "target" / "a.txt").read_text("utf-8")
    assert translated.strip() == " ".join(pairs.values())

    theirs = ["--memory", str(tmp_path / "theirs.sqlite")]
    written = project / "project-omegat.tmx"
    assert CliRunner().invoke(main, ["memory", "import", str(written), *theirs]).exit_code == 0
    for source, target in pairs.items():
        found = CliRunner().invoke(main, ["memory", "lookup", source, "--to", "en", *theirs])
        assert target in found.output
