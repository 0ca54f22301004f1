"""Teaching the locator's network."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

from ..minilm import multiplies_bfloat16
from ..steps import Told
from .locator_lessons import Lessons
from .locator_losses import loss_of, targets_of
from .locator_network import STRIDE, LocatorNetwork
from .locator_settings import LocatorSettings

Tensors = tuple[torch.Tensor, ...] | list[torch.Tensor]


def device_of() -> torch.device:
    """The accelerator where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def half_precision(device: torch.device) -> torch.autocast:
    """Multiplications in bfloat16 where the device does them faster."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda" or multiplies_bfloat16())


def taught(lessons: Lessons, settings: LocatorSettings, seed: int, told: Told) -> tuple[LocatorNetwork, list[float]]:
    """A network that has learned the lessons; a running average of its weights is what is kept.

    Args:
        lessons: Scenes and photos.
        settings: Of network and training.
        seed: Of its first weights.
        told: Told the share of the steps that are done.

    Returns:
        The network, and the mean loss of each pass.
    """
    device = device_of()
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network = LocatorNetwork(settings.width, settings.blocks)
    network = network.to(device=device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    average = AveragedModel(network, multi_avg_fn=_follow(settings.averaged, settings.young_steps), use_buffers=True)
    optimiser = torch.optim.AdamW(
        network.parameters(), settings.learning_rate, weight_decay=settings.weight_decay, fused=True
    )
    steps = settings.epochs * lessons.steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _slope(step, steps, settings.warm_share))
    network.train()
    done, losses = 0, []
    for epoch in range(settings.epochs):
        total = torch.zeros((), device=device)
        for pictures, lesson in lessons.batches(epoch, device):
            with half_precision(device):
                odds, boxes = network(pictures)
            loss = loss_of(
                odds, boxes, targets_of(lesson, settings.side // STRIDE, settings.spread), settings.box_weight
            )
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(network.parameters(), settings.longest_gradient)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            total += loss.detach()
            done += 1
            told(done / steps)
        losses.append(round(float(total) / lessons.steps, 4))
    network.load_state_dict(average.module.state_dict())
    return network.cpu().eval(), losses


def _follow(kept: float, young: float) -> Callable[[Tensors, Tensors, torch.Tensor | int], None]:
    """How a running average follows weights; closely in its first steps, as it began with weights that knew nothing."""

    @torch.no_grad()
    def follow(average: Tensors, now: Tensors, steps: torch.Tensor | int) -> None:
        if not average[0].is_floating_point():
            for own, other in zip(average, now, strict=True):
                own.copy_(other)
            return
        done = int(steps) + 1
        torch._foreach_lerp_(average, now, 1.0 - min(kept, done / (done + young)))

    return follow


def _slope(step: int, steps: int, warm: float) -> float:
    """The rate rises evenly, then falls as a cosine does (Loshchilov and Hutter 2017)."""
    rising = max(warm * steps, 1.0)
    if step < rising:
        return (step + 1) / rising
    return 0.5 * (1 + math.cos(math.pi * min((step - rising) / max(steps - rising, 1.0), 1.0)))
