"""The noise channel: reviews as hurried people type them, with every span where it moved to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from .extracted import NONE, Ints, Reviews
from .noise_runs import Runs
from .noise_settings import NoiseSettings
from .noise_words import APOSTROPHES, BESIDE, EMOJI, MARKS, SLANG, VOWELS

Generator = np.random.Generator
Rewrite = Callable[[Runs, NoiseSettings, Generator], None]


def as_learned(runs: Runs, settings: NoiseSettings, rng: Generator) -> None:
    """Slang before typing errors, for those happen to what is typed."""
    kinds: tuple[tuple[float, Rewrite], ...] = (
        (settings.slang_texts, _slang),
        (settings.elongated_texts, _elongate),
        (settings.typo_texts, _mistype),
        (settings.emoji_texts, _emoji),
        (settings.bare_texts, _bare),
        (settings.cased_texts, _case),
    )
    for (chance, change), draw in zip(kinds, rng.random(len(kinds)).tolist(), strict=True):
        if draw < chance:
            change(runs, settings, rng)


def noised(
    reviews: Reviews, share: float, settings: NoiseSettings, rng: Generator, rewrite: Rewrite = as_learned
) -> Reviews:
    """A share of the reviews through the channel; a text in which a span would vanish stays as it was.

    Args:
        reviews: All of them; those that are drawn are replaced.
        share: Of the texts that go through it, 0 to 1.
        settings: Of the channel.
        rng: Decides everything.
        rewrite: How a text that is drawn is rewritten.
    """
    chosen = np.flatnonzero(rng.random(len(reviews)) < share)
    texts = list(reviews.texts)
    old = reviews.triplets
    order = np.argsort(old.text, kind="stable")
    begins, ends = (np.searchsorted(old.text[order], chosen, side=side) for side in ("left", "right"))
    columns = {name: getattr(old, name).copy() for name in _EDGES}
    for text, begin, end in zip(chosen.tolist(), begins.tolist(), ends.tolist(), strict=True):
        rows = order[begin:end]
        runs = Runs.of(texts[text])
        if not runs.old:
            continue
        rewrite(runs, settings, rng)
        new = runs.text()
        moved = _inward(new, {name: _moved(runs, columns[name][rows], name) for name in _EDGES})
        if _whole(moved):
            texts[text] = new
            for name, values in moved.items():
                columns[name][rows] = values
    return replace(reviews, texts=texts, triplets=replace(old, **columns))


_UNPUNCTUATED: Final = str.maketrans("", "", MARKS)
_EDGES: Final = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")


def _moved(runs: Runs, place: Ints, name: str) -> Ints:
    return np.where(place == NONE, NONE, runs.moved(place.clip(min=0), ends=name.endswith("_end")))


def _inward(text: str, moved: dict[str, Ints]) -> dict[str, Ints]:
    """Spans without blanks at their edges, as a mark there may have gone: nobody annotates a blank."""
    for kind in ("aspect", "opinion"):
        starts, ends = moved[f"{kind}_start"], moved[f"{kind}_end"]
        for row, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            if start != NONE:
                own = text[start:end]
                starts[row], ends[row] = end - len(own.lstrip()), start + len(own.rstrip())
    return moved


def _whole(moved: dict[str, Ints]) -> bool:
    """Whether every written span still has a character."""
    spans = ((moved[f"{kind}_start"], moved[f"{kind}_end"]) for kind in ("aspect", "opinion"))
    return all(bool(((start == NONE) | (end > start)).all()) for start, end in spans)


def _slang(runs: Runs, settings: NoiseSettings, rng: Generator) -> None:
    for place, word in enumerate(runs.new):
        short = SLANG.get(word.lower())
        if short and rng.random() < settings.slang_words:
            runs.new[place] = short[rng.integers(len(short))]


def _elongate(runs: Runs, settings: NoiseSettings, rng: Generator) -> None:
    for place in _drawn(runs, settings.elongated_words, rng):
        word = runs.new[place]
        vowels = [at for at, letter in enumerate(word) if letter.lower() in VOWELS]
        if vowels:
            at = vowels[-1]
            runs.new[place] = (
                word[:at] + word[at] * int(rng.integers(2, settings.longest_elongation + 2)) + word[at + 1 :]
            )


def _mistype(runs: Runs, settings: NoiseSettings, rng: Generator) -> None:
    for place in _drawn(runs, settings.typo_words, rng):
        word = runs.new[place]
        if len(word) >= settings.shortest_typo and word.isalpha():
            runs.new[place] = _mistyped(word, rng)


def _mistyped(word: str, rng: Generator) -> str:
    """Two letters swapped, one left out, one doubled, or the key beside it; the first letter stays."""
    at = int(rng.integers(1, len(word) - 1))
    kind = rng.integers(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[: at + 1] + word[at:]
    near = BESIDE.get(word[at].lower(), word[at])
    return word[:at] + near[rng.integers(len(near))] + word[at + 1 :]


def _emoji(runs: Runs, settings: NoiseSettings, rng: Generator) -> None:
    """Behind sentences, in the blanks, so that they belong to no span."""
    for place in range(1, len(runs.new)):
        ended = runs.old[place].isspace() and runs.old[place - 1][-1] in ".!?"
        if ended and rng.random() < settings.emoji_places:
            runs.new[place] += EMOJI[rng.integers(len(EMOJI))] + " "


def _bare(runs: Runs, _: NoiseSettings, __: Generator) -> None:
    """Nobody runs two words together for want of a comma: "dont", but "great but" of "great,but", and 3.5 stays."""
    sides = zip(["", *runs.old[:-1]], [*runs.old[1:], ""], strict=True)
    for place, (before, behind) in enumerate(sides):
        run = runs.old[place]
        parts = before[-1:].isalnum() and behind[:1].isalnum()
        if runs.new[place] != run or run[0].isalnum() or run.isspace() or (before.isdigit() and behind.isdigit()):
            continue
        kept = run.translate(_UNPUNCTUATED)
        runs.new[place] = " " if parts and not kept and run not in APOSTROPHES else kept


def _case(runs: Runs, _: NoiseSettings, rng: Generator) -> None:
    change = str.upper if rng.random() < 0.5 else str.lower
    runs.new = [change(one) for one in runs.new]


def _drawn(runs: Runs, share: float, rng: Generator) -> list[int]:
    """Words of letters that are drawn."""
    draws = rng.random(len(runs.new)) < share
    return [place for place in np.flatnonzero(draws).tolist() if runs.new[place].isalpha()]
