"""What the network is taught: spans, what opinions are about, and sentiments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as functional

from .alone_choices import choices_of
from .batching import Batch
from .extracted import NONE, Ints
from .network import Network
from .pairing import Opinions
from .segments import log_partition
from .windows import Labels

_IGNORED = -100  # a pair without a sentiment


@dataclass(frozen=True)
class Lesson:
    """Labels of the windows of one batch.

    Attributes:
        spans: Aspects and opinions as row of the chains' scores, first word and width less one; (s, 3).
        window, first, last: Of each opinion; (o,).
        opinion: Of each triplet with a written one, in `window`; (t,).
        aspect: First and last word, `NONE` where implied; (t, 2).
        sentiment: Of each; (t,).
        aspects: Distinct written aspects: window, first and last word; (a, 3).
        alone: Choice of `Alone` that is right for each; (a,).
    """

    spans: Ints
    window: Ints
    first: Ints
    last: Ints
    opinion: Ints
    aspect: Ints
    sentiment: Ints
    aspects: Ints
    alone: Ints


def lesson_of(labels: Labels, rows: Ints, widths: tuple[int, int]) -> Lesson:
    """Labels of some windows.

    Args:
        labels: Of all windows.
        rows: Windows of the batch.
        widths: Words of an aspect and of an opinion at most; wider ones are not taught.
    """
    begins, ends = np.searchsorted(labels.window, rows), np.searchsorted(labels.window, rows, side="right")
    own = np.concatenate([np.zeros(0, dtype=np.int64), *(np.arange(b, e) for b, e in zip(begins, ends, strict=True))])
    window = np.repeat(np.arange(len(rows)), ends - begins)
    aspect, opinion, sentiment = labels.aspect[own], labels.opinion[own], labels.sentiment[own]
    wide = opinion[:, 1] - opinion[:, 0] >= widths[1]
    told = (opinion[:, 0] != NONE) & ~wide & (aspect[:, 1] - aspect[:, 0] < widths[0])
    spans = [_apart(window, aspect, widths[0]), _apart(window, opinion, widths[1]) + np.array([len(rows), 0, 0])]
    unique, number = np.unique(np.column_stack([window, opinion])[told], axis=0, return_inverse=True)
    owner, first, last = unique.T
    narrow = aspect[:, 1] - aspect[:, 0] < widths[0]
    alone = choices_of(window[narrow], aspect[narrow], opinion[narrow], sentiment[narrow])
    return Lesson(np.concatenate(spans), owner, first, last, number.ravel(), aspect[told], sentiment[told], *alone)


def _apart(window: Ints, span: Ints, widest: int) -> Ints:
    """Spans of one kind as window, first word and width less one; one that overlaps an earlier one is left out."""
    rows = np.unique(np.column_stack([window, span[:, 0], span[:, 1] - span[:, 0]])[span[:, 0] != NONE], axis=0)
    rows = rows[rows[:, 2] < widest]
    kept, reached = np.zeros(len(rows), dtype=bool), (-1, -1)
    for number, (own, first, more) in enumerate(rows.tolist()):
        kept[number] = (own, first) > reached
        reached = (own, first + more) if kept[number] else reached
    return rows[kept]


def loss_of(network: Network, batch: Batch, lesson: Lesson) -> torch.Tensor:
    """Negative log likelihood of all labels, a label."""
    words = network.words(batch)
    scores = network.spans(words.vectors, words.words)
    total, chance = log_partition(scores)
    spans = torch.from_numpy(lesson.spans)
    loss = total.sum() - scores[spans[:, 0], spans[:, 1], spans[:, 2]].sum()
    if len(lesson.window):
        found, about, sentiment = _candidates(network, chance[: len(batch.words)], lesson)
        pair, judged = network.about(words, found)
        loss = loss - (about * functional.log_softmax(pair, dim=1)).sum()
        loss = loss + functional.cross_entropy(
            judged.flatten(0, 1), sentiment.flatten(), reduction="sum", ignore_index=_IGNORED
        )
    if len(lesson.aspects):
        alone = network.alone(words, *torch.from_numpy(lesson.aspects).unbind(1))
        loss = loss + functional.cross_entropy(alone, torch.from_numpy(lesson.alone), reduction="sum")
    share: torch.Tensor = loss / (len(lesson.opinion) + len(batch.words))
    return share


def _candidates(network: Network, chance: torch.Tensor, lesson: Lesson) -> tuple[Opinions, torch.Tensor, torch.Tensor]:
    """Likeliest aspects and the right ones, shares of what each opinion is about, and sentiments of right pairs."""
    window = torch.from_numpy(lesson.window)
    span, faint = (part[window] for part in network.likeliest(chance))
    right = torch.full((len(window), int(np.bincount(lesson.opinion).max()), 2), NONE)
    right[lesson.opinion, _rank(lesson.opinion)] = torch.from_numpy(lesson.aspect)
    missed = (right[:, :, 0] != NONE) & ~(right[:, :, None] == span[:, None]).all(-1).any(-1)
    right = right.masked_fill(~missed[..., None], NONE)
    first, more = right[..., 0].clamp(min=0), (right[..., 1] - right[..., 0]).clamp(min=0)
    own = chance[window[:, None], first, more].clamp(min=1e-4).log()
    aspects = torch.cat([span, right], dim=1)
    found = Opinions(
        window, torch.from_numpy(lesson.first), torch.from_numpy(lesson.last), aspects, torch.cat([faint, own], dim=1)
    )
    choices = torch.cat([torch.full((len(window), 1, 2), NONE), aspects.masked_fill(aspects == NONE, _IGNORED)], dim=1)
    hit = (choices[lesson.opinion] == torch.from_numpy(lesson.aspect)[:, None]).all(-1)
    about = torch.zeros(choices.shape[:2]).index_add(0, torch.from_numpy(lesson.opinion), hit.float())
    sentiment = torch.full(choices.shape[:2], _IGNORED)
    triplet, choice = hit.nonzero(as_tuple=True)
    sentiment[torch.from_numpy(lesson.opinion)[triplet], choice] = torch.from_numpy(lesson.sentiment)[triplet]
    return found, about / about.sum(1, keepdim=True).clamp(min=1), sentiment


def _rank(values: Ints) -> Ints:
    """How many equal ones stand before each."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values)) - np.searchsorted(ordered, ordered)
    return rank
