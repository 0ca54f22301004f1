"""All triplets that a network finds likely."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import torch

from ..torch_threads import torch_threads
from .alone_choices import JUDGED
from .batching import Frame, batch_of
from .extracted import NONE, Ints
from .found import Found
from .network import KINDS, Network
from .pairing import Opinions, Words
from .segments import chances
from .terms import Marked
from .transformer_settings import TransformerSettings
from .windows import Windows

Result = TypeVar("Result")


def read(network: Network, windows: Windows, frame: Frame, settings: TransformerSettings, threads: int = 1) -> Found:
    """Likely triplets of all windows; those of one text overlap each other."""
    return Found.joined(
        _each(network, windows, settings, threads, lambda rows: _batch(network, windows, rows, frame, settings))
    )


def _each(
    network: Network, windows: Windows, settings: TransformerSettings, threads: int, work: Callable[[Ints], Result]
) -> list[Result]:
    """Some work on each batch. A thread has batches of its own: threads within one would wait for each other."""
    network.eval()
    batches = list(windows.batches(settings.read_pieces))
    with torch_threads(1):
        if min(threads, len(batches)) <= 1:
            return [work(rows) for rows in batches]
        # a new thread takes the number that the process has then, which another may have given back
        with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            # the longest first, so that none is waited for at the end
            return list(pool.map(work, reversed(batches)))[::-1]


@torch.inference_mode()
def _batch(network: Network, windows: Windows, rows: Ints, frame: Frame, settings: TransformerSettings) -> Found:
    batch = batch_of(windows, rows, frame)
    words = network.words(batch)
    _, chance = chances(network.spans(words.vectors, words.words))
    aspect, opinion = chance.chunk(KINDS)
    alone = _alone(network, words, aspect, windows, rows, settings)
    window, first, more = (opinion > settings.least_chance).nonzero(as_tuple=True)
    span, known = (part[window] for part in network.likeliest(aspect))
    about, sentiment = network.about(words, Opinions(window, first, first + more, span, known))
    judged, choice = sentiment.softmax(-1).max(-1)
    joint = opinion[window, first, more][:, None] * about.softmax(-1) * judged
    row, place = (joint > settings.least_chance).nonzero(as_tuple=True)
    none = torch.full((len(window), 1, 2), NONE)
    base = windows.first[rows][window[row].numpy()][:, None]
    told = torch.cat([none, span], dim=1)[row, place].numpy()
    judged_by = Found(
        windows.text[rows][window[row].numpy()],
        np.where(told == NONE, NONE, told + base),
        torch.stack([first, first + more], dim=1)[row].numpy() + base,
        choice[row, place].numpy(),
        joint[row, place].double().numpy(),
    )
    return Found.joined([judged_by, alone])


def _alone(
    network: Network, words: Words, chance: torch.Tensor, windows: Windows, rows: Ints, settings: TransformerSettings
) -> Found:
    """Aspects that no words judge."""
    window, first, more = (chance > settings.least_chance).nonzero(as_tuple=True)
    judged, choice = network.alone(words, window, first, first + more).softmax(-1)[:, JUDGED + 1 :].max(-1)
    joint = chance[window, first, more] * judged
    kept = (joint > settings.least_chance).nonzero(as_tuple=True)[0]
    own = window[kept].numpy()
    span = torch.stack([first, first + more], dim=1)[kept].numpy() + windows.first[rows][own][:, None]
    return Found(
        windows.text[rows][own], span, np.full_like(span, NONE), choice[kept].numpy(), joint[kept].double().numpy()
    )


def read_terms(
    network: Network, windows: Windows, frame: Frame, settings: TransformerSettings, threads: int = 1
) -> tuple[Marked, Marked]:
    """Likely aspects and likely opinions of all windows."""
    found = _each(network, windows, settings, threads, lambda rows: _marked(network, windows, rows, frame, settings))
    return Marked.joined([one for one, _ in found]), Marked.joined([one for _, one in found])


@torch.inference_mode()
def _marked(
    network: Network, windows: Windows, rows: Ints, frame: Frame, settings: TransformerSettings
) -> tuple[Marked, Marked]:
    words = network.words(batch_of(windows, rows, frame))
    _, chance = chances(network.spans(words.vectors, words.words))
    aspects, opinions = (_likely(own, windows, rows, settings.least_chance) for own in chance.chunk(KINDS))
    return aspects, opinions


def _likely(chance: torch.Tensor, windows: Windows, rows: Ints, least: float) -> Marked:
    window, first, more = (chance > least).nonzero(as_tuple=True)
    span = torch.stack([first, first + more], dim=1).numpy()
    owner = rows[window.numpy()]
    return Marked(owner, span + windows.first[owner][:, None], chance[window, first, more].double().numpy())
