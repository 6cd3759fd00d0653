"""Training and measuring the component that gives dates their roles (nlp/dates/learned.py)."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Adam, fix_random_seed

from nlp.components.dates import ruled
from nlp.dates.features import Place, features
from nlp.dates.learned import JOIN, described, is_day, judged, places, said_in, yields
from nlp.evaluation.passages import head_text
from nlp.evaluation.rows import rows_of
from nlp.finds import notes_of, prepare
from nlp.guide import mapped

Roles = frozenset[str]
SEED, ROUNDS, BATCH, RATE = 1, 6, 32, 0.001
BUCKETS = 2**14  # of the hashed words
RARE = 2  # how often a word or a class occurs at least
_ARCHITECTURE = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "ngram_size": 1,
    "no_output_layer": False,
    "length": BUCKETS,
}


@dataclass(frozen=True, slots=True)
class Head:
    """The days of one labelled head: where they are named, words beside them, the roles that rules and labels give.

    `said` is its text.
    """

    places: tuple[Place, ...]
    words: tuple[tuple[str, ...], ...]
    ruled: tuple[Roles, ...]
    besides: frozenset[tuple[str, str]]  # days outside title, action, summary and dates, which stay with the rules
    labels: frozenset[tuple[str, str]]
    said: str


@dataclass(frozen=True, slots=True)
class Figures:
    """F1 over (day, role) of the rules, of the component, and of both as they are shipped; `support` is how many."""

    support: int
    rules: float
    component: float
    both: float


def heads_of(path: Path) -> list[Head]:
    """Return the labelled heads of a file of tests/gold/heads. Raises OSError when it cannot be read."""
    rows, _bad = rows_of(path, lambda _row: None)
    return [_head(row) for row in rows]


def _head(row: Mapping[str, object]) -> Head:
    text = head_text(dict(row))
    notes = notes_of(prepare(Doc(Vocab(), words=[text.text], spaces=[False]), text.text, text.blocks))
    finds = ruled(notes)
    days = places(notes, finds)
    roles: dict[Place, set[str]] = {}
    for find in finds:
        roles.setdefault((find.start, find.end, find.value), set()).add(mapped("heads", "date", find.role))
    labels = row["labels"]["dates"]  # type: ignore[index]
    return Head(
        tuple(days),
        tuple(tuple(sorted(set(words))) for words in features(notes, days)),
        tuple(frozenset(roles.pop(place)) for place in days),
        frozenset((place[2], role) for place, named in roles.items() if is_day(place[2]) for role in named),
        frozenset((day, role) for day, role in labels),
        said_in(notes),
    )


def train(sets: Mapping[str, Iterable[Head]]) -> Language:
    """Return a component trained on these heads; the same heads give the same component."""
    examples = [pair for heads in sets.values() for head in heads for pair in _examples(head)]
    words = Counter(word for described_, _ in examples for word in described_)
    classes = Counter(name for _, name in examples)
    fix_random_seed(SEED)
    nlp = spacy.blank("xx")
    textcat = nlp.add_pipe("textcat", config={"model": _ARCHITECTURE})
    for name in sorted(name for name, count in classes.items() if count >= RARE):
        textcat.add_label(name)  # type: ignore[attr-defined]
    for word in sorted(word for word, count in words.items() if count >= RARE):
        nlp.vocab.strings.add(word)
    known = [
        Example.from_dict(described(nlp, beside), {"cats": {one: float(one == name) for one in sorted(classes)}})
        for beside, name in examples
        if classes[name] >= RARE
    ]
    nlp.initialize(lambda: known[:BATCH])
    optimizer = Adam(RATE, use_averages=True)
    order = random.Random(SEED)  # noqa: S311 - no secret
    for _ in range(ROUNDS):
        order.shuffle(known)
        for start in range(0, len(known), BATCH):
            nlp.update(known[start : start + BATCH], sgd=optimizer)
    with nlp.use_params(optimizer.averages):
        return nlp.from_bytes(nlp.to_bytes())


def measured(nlp: Language, heads: Iterable[Head]) -> Figures:
    """Return how rules and component agree with the labels of these heads."""
    told: dict[str, list[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]]] = {}
    support = 0
    for head in heads:
        support += len(head.labels)
        found = judged(nlp, head.words)
        both = [
            roles if yields(ours, roles, share, head.said) else ours
            for (roles, share), ours in zip(found, head.ruled, strict=True)
        ]
        for name, given in (("rules", head.ruled), ("component", [roles for roles, _ in found]), ("both", both)):
            items = {(place[2], role) for place, roles in zip(head.places, given, strict=True) for role in roles}
            told.setdefault(name, []).append((frozenset(items) | head.besides, head.labels))
    return Figures(support, **{name: _f1(pairs) for name, pairs in told.items()})


def _examples(head: Head) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield the words of each place with its class: all roles of its day, or those that the rules confirm there."""
    labelled: dict[str, set[str]] = {}
    for day, role in head.labels:
        labelled.setdefault(day, set()).add(role)
    named = Counter(place[2] for place in head.places)
    for place, words, ours in zip(head.places, head.words, head.ruled, strict=True):
        roles = labelled.get(place[2], set())
        if named[place[2]] > 1 and len(roles) > 1:
            roles = set(ours & roles) or roles
        if roles:
            yield words, JOIN.join(sorted(roles))


def _f1(pairs: Iterable[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]]) -> float:
    right = found = wanted = 0
    for items, labels in pairs:
        right, found, wanted = right + len(items & labels), found + len(items), wanted + len(labels)
    return 2 * right / (found + wanted) if found + wanted else 0.0
