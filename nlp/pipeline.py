"""The pipeline: a blank language, our tokenizer, and the components in the order in which they need each other."""

from functools import cache
from types import ModuleType

from spacy.language import Language
from spacy.vocab import Vocab

from nlp.components import (
    citations,
    control_codes,
    dates,
    destinations,
    document,
    group_moves,
    identity,
    licence_exceptions,
    parties,
    policy,
    reasons,
    relations,
    thresholds,
)
from nlp.tokens import PlainTokenizer

# Moves read destinations, policy reads reasons, parties read policy, relations read dates and the document's kind.
MODULES: tuple[ModuleType, ...] = (
    control_codes,
    citations,
    identity,
    dates,
    destinations,
    group_moves,
    licence_exceptions,
    thresholds,
    reasons,
    policy,
    parties,
    document,
    relations,
)
VERSIONS: dict[str, str] = {module.NAME: module.VERSION for module in MODULES}
PROGRAM_VERSION = " ".join(f"{name}/{version}" for name, version in sorted(VERSIONS.items()))
MAX_CHARACTERS = 64 * 1024 * 1024


@cache
def pipeline() -> Language:
    """Return the pipeline, built once a process."""
    # A bare vocabulary: no rule asks a word for its shape or whether it looks like an address.
    nlp = Language(Vocab())
    nlp.tokenizer = PlainTokenizer(nlp.vocab)
    nlp.max_length = MAX_CHARACTERS
    for module in MODULES:
        nlp.add_pipe(f"ruletrace_{module.NAME}")
    return nlp
