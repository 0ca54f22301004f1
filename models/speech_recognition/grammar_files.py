"""What may be said in the files that other recognisers read: JSGF of a grammar, ARPA of n-grams."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from ..words import normalised
from .language_model import NGrams
from .language_settings import LanguageSettings
from .phrases import Phrase, SlotValue, places_of, values_told

_NONE = -99.0  # decimal logarithm of no chance, by the format's convention


def jsgf(phrases: Sequence[Phrase], values: Sequence[SlotValue], settings: LanguageSettings) -> str:
    """A grammar in the JSpeech Grammar Format (W3C note, 2000), with the same weights as `grammar.Grammar`.

    Raises:
        InputError: A slot has no value.
    """
    told = values_told(phrases, values, settings)
    rules = [f"<slot_{slot}> = {_ways(some)};" for slot, some in told.items()]
    lines = []
    for phrase in phrases:
        if places := places_of(phrase.text):
            words = (f"<slot_{place.name}>" if place.slot else place.name for place in places)
            lines.append(f"/{phrase.weight:g}/ {' '.join(words)}")
    rules.append(f"<phrase> = {' | '.join(lines)};")
    hesitations = [word for word in normalised(settings.hesitations) if word]
    if hesitations and settings.hesitant:
        share = settings.hesitant / len(hesitations)
        before = "".join(f" | /{share:g}/ {word}" for word in hesitations)
        # phrases stand there once: written out behind each hesitation they take far longer to compile
        rules.append(f"<before> = /{1 - settings.hesitant:g}/ <NULL>{before};")
        rules.append("public <said> = <before> <phrase>;")
    else:
        rules.append("public <said> = <phrase>;")
    return "\n".join(["#JSGF V1.0 UTF-8 en;", "grammar shop;", *rules]) + "\n"


def _ways(values: Sequence[SlotValue]) -> str:
    spelt = normalised([one.spoken for one in values])
    ways = dict.fromkeys((one.value, spoken) for one, spoken in zip(values, spelt, strict=True) if spoken)
    counts = Counter(value for value, _ in ways)
    return " | ".join(f"/{1 / len(counts) / counts[value]:g}/ {spoken}" for value, spoken in ways)


def arpa(model: NGrams) -> str:
    """N-grams in the format of ARPA, as recognisers read language models."""
    names = [*model.words, "</s>", "<s>"]
    start = len(names) - 1
    runs = dict(model.runs())
    state_of = {run: state for state, run in runs.items()}
    by_length: dict[int, list[str]] = {}
    for state, run in runs.items():
        entries = slice(int(model.starts[state]), int(model.starts[state + 1]))
        for word, chance in zip(model.following[entries].tolist(), model.chances[entries].tolist(), strict=True):
            whole = (*run, word)
            by_length.setdefault(len(whole), []).append(_line(chance, whole, names, model, state_of.get(whole)))
    by_length[1].append(_line(_NONE * math.log(10), (start,), names, model, state_of.get((start,))))
    return "\n".join(_file(by_length)) + "\n"


def _line(chance: float, run: tuple[int, ...], names: Sequence[str], model: NGrams, state: int | None) -> str:
    line = f"{chance / math.log(10):.6f}\t{' '.join(names[word] for word in run)}"
    if state is None:
        return line
    left = float(model.left_over[state])
    return f"{line}\t{_NONE if np.isneginf(left) else left / math.log(10):.6f}"


def _file(by_length: dict[int, list[str]]) -> Iterator[str]:
    yield "\\data\\"
    yield from (f"ngram {length}={len(by_length[length])}" for length in sorted(by_length))
    for length in sorted(by_length):
        yield f"\n\\{length}-grams:"
        yield from by_length[length]
    yield "\n\\end\\"
