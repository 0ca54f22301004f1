"""The loss that the embedder is taught by."""

from __future__ import annotations

import pytest
import torch

from models.visual_search.losses import CosineSoftmax

CODES = torch.tensor([0, 1, 2])


def _loss(margin: float = 0.0, smoothing: float = 0.0) -> CosineSoftmax:
    loss = CosineSoftmax(3, 3, scale=10.0, margin=margin, smoothing=smoothing)
    with torch.no_grad():
        loss.centres.copy_(2.0 * torch.eye(3))  # their length is not to matter
    return loss


def test_it_is_least_where_each_picture_lies_on_its_product() -> None:
    loss = _loss()
    right = loss(torch.eye(3), CODES, CODES, 1.0)
    wrong = loss(torch.eye(3).roll(1, 0), CODES, CODES, 1.0)
    assert right.item() == pytest.approx(torch.log1p(2 * torch.exp(torch.tensor(-10.0))).item(), rel=1e-3)
    assert wrong.item() > 9.0


def test_a_margin_asks_for_more() -> None:
    near = torch.nn.functional.normalize(torch.eye(3) + 0.6, dim=1)
    losses = [_loss(margin)(near, CODES, CODES, 1.0).item() for margin in (0.0, 0.1, 0.3)]
    assert losses == sorted(losses)
    assert losses[0] < losses[-1]


def test_a_mixed_picture_is_taught_by_shares() -> None:
    loss, others = _loss(), CODES.roll(1)
    vectors = torch.nn.functional.normalize(torch.tensor([[2.0, 1, 0], [0, 2, 1], [1, 0, 2]]), dim=1)
    own, other, half = (loss(vectors, CODES, others, share).item() for share in (1.0, 0.0, 0.5))
    assert half == pytest.approx((own + other) / 2)
    assert own != pytest.approx(other)


def test_smoothing_keeps_it_from_being_sure() -> None:
    assert _loss(smoothing=0.2)(torch.eye(3), CODES, CODES, 1.0) > _loss()(torch.eye(3), CODES, CODES, 1.0)
