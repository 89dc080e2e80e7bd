"""The language model loads without what nobody here uses, and is the same model."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from checker.syntax.parse import _model

model, _ = _model()
assert not {"typer", "weasel", "spacy.cli"} & set(sys.modules), "spaCy's command line is loaded"
assert "don't" in model.tokenizer.rules and len(model.tokenizer.rules) > 1000
from spacy.lang.en import English
assert "don't" in English.Defaults.tokenizer_exceptions, "left as it was"
from spacy.cli.info import info
assert callable(info)
"""


def test_the_model_comes_without_the_command_line_of_spacy_and_with_its_own_exceptions() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
