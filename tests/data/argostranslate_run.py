"""Install packages with argostranslate's own code and translate with it; run by the tests.

A JSON object on stdin names ``packages`` (files to install) and ``texts`` (by source language);
the translations come out as JSON. The two sentence splitters argostranslate imports are not
installed here, so that stand-ins take their names: a text is one sentence to them.
"""

import json
import pathlib
import sys
import types


class Whole:
    """Stands in for ``minisbd.SBDetect``."""

    def __init__(self, language, use_gpu=False):
        pass

    def sentences(self, text):
        return [text]


def main():
    minisbd, models = types.ModuleType("minisbd"), types.ModuleType("minisbd.models")
    minisbd.SBDetect, minisbd.models = Whole, models
    models.list_models = lambda: ["en", "fr"]
    sys.modules.update({"minisbd": minisbd, "stanza": types.ModuleType("stanza")})

    import argostranslate.package
    import argostranslate.translate

    job = json.load(sys.stdin)
    for path in job["packages"]:
        argostranslate.package.install_from_path(pathlib.Path(path))
    result = {
        source: [
            argostranslate.translate.translate(text, source, "en" if source == "fr" else "fr")
            for text in texts
        ]
        for source, texts in job["texts"].items()
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
