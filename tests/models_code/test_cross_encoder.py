"""The cross-encoder that use cases share."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from models.cross_encoder import CrossEncoder
from models.cross_network import padded, pretrained
from models.cross_texts import tokenise
from models.cross_tuning import Tuning
from models.half_weights import halved
from models.minilm import multiplies_bfloat16


def test_learning_goes_on_from_one_that_has_begun() -> None:
    sides = [["is", "it", "blue"]] * 4, [["blue"], ["a", "mug"], ["yes"], ["heavy"]]
    labels, how = np.array([1.0, 0, 1, 0]), Tuning(1, 1e-3, 2, (8, 8), 0.0, 0.0)
    first = CrossEncoder.fit(lambda _: sides, labels, how, 0, 1, lambda _: None)
    before = first.logits(sides)
    none = Tuning(0, 1e-3, 2, (8, 8), 0.0, 0.0)
    assert np.array_equal(
        CrossEncoder.fit(lambda _: sides, labels, none, 1, 1, lambda _: None, first).logits(sides), before
    )
    on = CrossEncoder.fit(lambda _: sides, 1 - labels, how, 1, 1, lambda _: None, first)
    assert not np.array_equal(on.logits(sides), before)
    assert np.array_equal(first.logits(sides), before)


def test_half_precision_that_was_weighed_once_reads_the_same_to_the_bit() -> None:
    network, tokenizer = pretrained()
    encoder = CrossEncoder(network, tokenizer, (8, 8))
    pairs = tokenise(tokenizer, ([["is", "it", "blue"]] * 3, [["blue"], ["a", "mug"], ["yes"]]), (8, 8))
    every = padded(pairs, np.arange(3))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        once = halved(encoder.network)
        assert torch.equal(once(*every), encoder.network(*every))
    assert once.bert.encoder.layer[0].output.dense.weight.dtype == torch.bfloat16
    assert encoder.network.bert.encoder.layer[0].output.dense.weight.dtype == torch.float32
    shared = once.bert.embeddings.word_embeddings.weight
    assert shared.data_ptr() == encoder.network.bert.embeddings.word_embeddings.weight.data_ptr()


def test_half_precision_reads_what_full_precision_reads_in_batches_of_like_length() -> None:
    network, tokenizer = pretrained()
    encoder = CrossEncoder(network, tokenizer, (8, 200))
    long = ["a", "very", "long", "tale"] * 40
    sides = [["is", "it", "blue"]] * 5, [["blue"], long, ["a", "mug"], ["yes"], long[:3]]
    read: list[int] = []
    network.register_forward_pre_hook(lambda _, given: read.append(len(given[0])))
    exact, half = encoder.logits(sides), encoder.logits(sides, exact=False)
    assert half == pytest.approx(exact, abs=0.05)
    assert read[0] == 5
    if multiplies_bfloat16():
        assert not np.array_equal(half, exact)
