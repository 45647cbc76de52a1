"""French, English, or a clear no."""

from __future__ import annotations

import pytest

from glossary.errors import UserError
from translate.detect import detect

TEXTS = [
    ("fr", "L'armée malienne a annoncé mardi avoir repoussé une attaque dans la région de Gao."),
    ("fr", "Les FAMa ont repris la ville."),
    ("fr", "Communiqué de presse : le CSP dément"),
    ("en", "The Malian army said on Tuesday it had repelled an attack in the Gao region."),
    ("en", "ECOWAS leaders meet in Abuja to discuss sanctions"),
    ("en", "JNIM claims responsibility for the attack"),
]
NEITHER = [
    "La armada anunció el martes que había repelido un ataque en la región de Gao.",
    "Das Heer teilte am Dienstag mit, dass es einen Angriff in der Region Gao abgewehrt hat.",
    "O exército anunciou na terça-feira que repeliu um ataque na região de Gao.",
    "L'esercito ha annunciato martedì di aver respinto un attacco nella regione di Gao.",
    "Het leger zei dinsdag dat het een aanval in de regio Gao heeft afgeslagen.",
    "Malidenw ka kɛlɛcɛw ye jamana lakana Gao mara la.",
    "الجيش المالي يصد هجوما في منطقة غاو",
    "12 345 678",
    "",
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_told(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", NEITHER)
def test_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        detect(text)
    assert caught.value.status == 2
    assert "--from" in caught.value.hint
