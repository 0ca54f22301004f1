"""The network: bit by bit as whole, alone as beside others."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.speech_recognition.causal import BAND_STRIDE, Plane
from models.speech_recognition.lesson import lesson_of
from models.speech_recognition.network import Network, frames_out
from models.speech_recognition.network_settings import NetworkSettings

BANDS, SYMBOLS = 6, 5


def network(**changed: object) -> Network:
    torch.manual_seed(3)
    small = {"width": 8, "strides": (2, 2), "blocks": (1, 1), "reach": 5, "hidden": 12, "layers": 2, "planes": (3, 4)}
    return Network(BANDS, SYMBOLS, NetworkSettings(**(small | changed))).eval()  # type: ignore[arg-type]


FEATURES = torch.from_numpy(np.random.default_rng(1).standard_normal((1, 61, BANDS)).astype(np.float32))
STRIDES: list[tuple[int, ...]] = [(2, 2), (2, 1), (3, 1), (1, 1), (4, 2)]
NETS = {strides: network(strides=strides) for strides in STRIDES}
NETS[2, 3] = network(strides=(2, 3), planes=())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 20), max_size=10), st.sampled_from(sorted(NETS)))
def test_bit_by_bit_it_answers_as_whole(parts: list[int], strides: tuple[int, ...]) -> None:
    net, heard, found = NETS[strides], None, []
    with torch.inference_mode():
        for part in torch.tensor_split(FEATURES, np.cumsum(parts).clip(max=61).tolist(), dim=1):
            answer, heard = net(part, heard)
            found.append(answer)
        whole, _ = net(FEATURES)
    assert whole.shape == (1, frames_out(61, strides), SYMBOLS)
    torch.testing.assert_close(torch.cat(found, dim=1), whole, atol=1e-5, rtol=0)


def test_nothing_looks_ahead() -> None:
    changed = FEATURES.clone()
    changed[:, 40:] += 1.0
    with torch.inference_mode():
        before, after = network()(FEATURES)[0], network()(changed)[0]
    torch.testing.assert_close(before[:, :10], after[:, :10])
    assert (before[:, 10:] - after[:, 10:]).abs().max() > 1e-4


def test_what_it_answers_are_chances() -> None:
    with torch.inference_mode():
        answer, _ = network()(FEATURES)
    torch.testing.assert_close(answer.exp().sum(-1), torch.ones(1, 15))


def test_a_shorter_recording_answers_the_same_beside_a_longer_one() -> None:
    long, short = FEATURES[0].numpy(), FEATURES[0, :33].numpy()
    lesson = lesson_of([long, short], [np.array([2, 3]), np.array([], dtype=np.int64)], (2, 2))
    assert lesson.frames.tolist() == [15, 8]
    assert (lesson.codes.tolist(), lesson.lengths.tolist()) == ([2, 3], [2, 0])
    with torch.inference_mode():
        both, _ = network()(lesson.features)
        alone, _ = network()(FEATURES[:, :33])
    torch.testing.assert_close(both[1, :8], alone[0], atol=1e-5, rtol=0)


def test_scales_of_one_change_nothing_and_others_do() -> None:
    net = network()
    ones = (torch.ones(8), torch.ones(12))
    with torch.inference_mode():
        plain, same = net(FEATURES)[0], net(FEATURES, scales=ones)[0]
        other = net(FEATURES, scales=(ones[0], 0.2 * ones[1]))[0]
    torch.testing.assert_close(plain, same)
    assert (plain - other).abs().max() > 1e-3


def test_stages_have_to_be_as_many_as_strides() -> None:
    with pytest.raises(ValueError, match="as many blocks as strides"):
        network(blocks=(1,))


def test_planes_hear_a_voice_some_bands_higher_much_as_before() -> None:
    plane = Plane(1, 4, 16, 5)
    low = torch.zeros(1, 1, 16, 30)
    low[:, :, 5:8] = torch.from_numpy(np.random.default_rng(2).standard_normal((3, 30)).astype(np.float32))
    high = torch.roll(low, 2 * BAND_STRIDE, dims=2)
    with torch.inference_mode():
        (before, _), (after, _) = plane(low, plane.start(1)), plane(high, plane.start(1))
    assert before.shape == (1, 4, plane.bands_out, 30 // plane.stride)
    torch.testing.assert_close(before[:, :, 1:5], after[:, :, 3:7])
