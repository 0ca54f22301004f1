"""Training of the network from zero, on photos and catalogue pictures of the same products."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from ..minilm import multiplies_bfloat16
from ..steps import Told
from .embedder_network import Network
from .embedder_settings import EmbedderSettings
from .lessons import Lesson, Lessons
from .losses import CosineSoftmax

_AHEAD = 3  # steps that are drawn while one is learned from


def device() -> torch.device:
    """Where networks are trained and asked: a GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def taught(lessons: Lessons, settings: EmbedderSettings, *, seed: int, told: Told) -> Network:
    """Train a network on all lessons.

    The same lessons, seed and threads on the same kind of processor give the same network.

    Args:
        lessons: Views of pictures and the codes of their products.
        settings: Of the network and its training.
        seed: Of the weights that it begins with.
        told: The share that is done.

    Returns:
        The running average of its weights, ready to be asked.
    """
    torch.manual_seed(seed)
    chosen, where = settings.fitting, device()
    network = Network(settings.network).to(where)
    width = settings.network.dimensions
    loss_of = CosineSoftmax(lessons.products, width, chosen.scale, chosen.margin, chosen.smoothing).to(where)
    average = copy.deepcopy(network)
    optimiser = torch.optim.SGD(_groups(network, loss_of, chosen.weight_decay), momentum=chosen.momentum, nesterov=True)
    every = [*network.parameters(), *loss_of.parameters()]
    network.train()
    with _fast_small_numbers():
        for step, lesson in enumerate(_ahead(lessons) if where.type == "cuda" else _each(lessons)):
            for group in optimiser.param_groups:
                group["lr"] = chosen.rate * _slope(step, len(lessons), chosen.warm_share)
            loss = _loss(network, loss_of, lesson.to(where))
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(every, chosen.longest_gradient)
            optimiser.step()
            _follow(average, network, min(chosen.averaged, step / (step + chosen.young_steps)))
            told((step + 1) / len(lessons))
    average.cpu().eval()
    return average


def _loss(network: Network, loss_of: CosineSoftmax, lesson: Lesson) -> torch.Tensor:
    kind = lesson.views.device.type
    with torch.autocast(kind, torch.bfloat16, enabled=kind == "cuda" or multiplies_bfloat16()):
        vectors = network(lesson.views)
    found: torch.Tensor = loss_of(vectors, lesson.codes, lesson.others, lesson.share)
    return found


def _each(lessons: Lessons) -> Iterator[Lesson]:
    """All lessons in their order, drawn by the threads that learn: others beside them would only hold these up."""
    for _ in range(len(lessons)):
        yield lessons.drawn()


def _ahead(lessons: Lessons) -> Iterator[Lesson]:
    """All lessons in their order, a few drawn by another thread before they are wanted."""
    with ThreadPoolExecutor(1) as pool:
        waiting = [pool.submit(lessons.drawn) for _ in range(min(_AHEAD, len(lessons)))]
        for step in range(len(lessons)):
            lesson = waiting.pop(0).result()
            if step + _AHEAD < len(lessons):
                waiting.append(pool.submit(lessons.drawn))
            yield lesson


def _groups(network: Network, loss_of: CosineSoftmax, decay: float) -> list[dict[str, Any]]:
    """Weights of maps decay, scales and shifts do not."""
    every = [*network.parameters(), *loss_of.parameters()]
    maps = [one for one in every if one.ndim > 1]
    rest = [one for one in every if one.ndim <= 1]
    return [{"params": maps, "weight_decay": decay, "lr": 0.0}, {"params": rest, "weight_decay": 0.0, "lr": 0.0}]


def _slope(step: int, total: int, warm_share: float) -> float:
    """A rise in a straight line, then half a cosine down to nothing."""
    warm = max(int(total * warm_share), 1)
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1.0 + math.cos(math.pi * (step - warm) / max(total - warm, 1)))


@torch.no_grad()
def _follow(average: Network, network: Network, kept: float) -> None:
    """Move the running average on (Polyak and Juditsky 1992), what its norms have counted included."""
    own = [*average.parameters(), *average.buffers()]
    now = [*network.parameters(), *network.buffers()]
    moving = [at for at, one in enumerate(own) if one.dtype.is_floating_point]
    torch._foreach_lerp_([own[at] for at in moving], [now[at].detach() for at in moving], 1.0 - kept)


@contextmanager
def _fast_small_numbers() -> Iterator[None]:
    torch.set_flush_denormal(True)  # decayed moments are denormal numbers, and those are slow
    try:
        yield
    finally:
        torch.set_flush_denormal(False)  # others in this process may count on them
