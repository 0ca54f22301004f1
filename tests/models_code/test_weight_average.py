"""The average of weights follows them, and gives them back."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from models.weight_average import WeightAverage


def _moved(kept: float, steps: int) -> tuple[nn.Linear, WeightAverage]:
    layer = nn.Linear(1, 1, bias=False)
    nn.init.zeros_(layer.weight)
    average = WeightAverage(layer, kept, young=10.0)
    for step in range(steps):
        nn.init.constant_(layer.weight, float(step % 2))
        average.step()
    return layer, average


def test_it_lies_between_what_the_weights_were_and_they_come_back() -> None:
    layer, average = _moved(0.99, 400)
    with average.put_in():
        assert layer.weight.item() == pytest.approx(0.5, abs=0.05)
    assert layer.weight.item() == 1.0


def test_it_soon_forgets_where_it_began() -> None:
    layer, average = _moved(0.9999, 0)
    nn.init.constant_(layer.weight, 1.0)
    for _ in range(50):
        average.step()
    with average.put_in():
        assert layer.weight.item() > 0.9


def test_none_is_kept_where_none_is_wanted_nor_of_what_does_not_learn() -> None:
    layer, average = _moved(0.0, 3)
    with average.put_in():
        assert layer.weight.item() == 0.0
    fixed = nn.Linear(1, 1).requires_grad_(False)
    before = fixed.weight.item()
    one = WeightAverage(fixed, 0.5, young=10.0)
    nn.init.constant_(fixed.weight, 7.0)
    one.step()
    with one.put_in():
        assert fixed.weight.item() == 7.0 != before
    assert torch.is_grad_enabled()
