"""Tuning of the network on annotated reviews."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from ..steps import Told
from ..weight_average import WeightAverage
from .agreement import best_threshold, distinct, is_right
from .batching import Frame, batch_of
from .extracted import Reviews
from .found import apart, told
from .losses import lesson_of, loss_of
from .mending import Mender
from .network import Network
from .noise_channel import noised
from .noise_settings import NoiseSettings
from .rates import groups_of, slope
from .reading import read
from .star_lessons import StarLessons
from .transformer_settings import TransformerSettings
from .windows import Labels, Windows, labels_of, windows_of
from .words import worded


class Teacher:
    """Tunes a network in place.

    Args:
        network: To be tuned.
        tokenizer: Of its word pieces.
        mender: Of mistyped words.
        settings: Of the tuning.
        noise: Of the noise channel.
        seed: Of the order, of what is left out, and of the noise.
    """

    def __init__(
        self,
        network: Network,
        tokenizer: Tokenizer,
        mender: Mender,
        settings: TransformerSettings,
        noise: NoiseSettings,
        seed: int,
    ) -> None:
        self.network, self.tokenizer, self.mender = network, tokenizer, mender
        self.settings, self.noise = settings, noise
        self.frame = Frame.of(tokenizer)
        self.rng = np.random.default_rng(seed)

    def teach(self, train: Reviews, valid: Reviews, unlabelled: Reviews, progress: Told) -> dict[str, Any]:
        """Tune until the valid reviews gain no more; the best network is kept.

        Args:
            train: To learn from.
            valid: To judge each epoch by.
            unlabelled: Whose stars are learned, too.
            progress: Told the share of the epochs that are done.

        Returns:
            Counts, and F1 on the valid reviews after each epoch that was judged.
        """
        torch.set_flush_denormal(True)  # decayed moments of AdamW are denormal numbers, and those are slow
        try:
            return self._taught(train, valid, unlabelled, progress)
        finally:
            torch.set_flush_denormal(False)  # others in this process may count on them

    def _taught(self, train: Reviews, valid: Reviews, unlabelled: Reviews, progress: Told) -> dict[str, Any]:
        chosen = self.settings
        stars = self._stars(unlabelled)
        windows, labels = self._prepared(train, 0.0)
        steps = chosen.epochs * sum(1 for _ in windows.batches(chosen.batch_pieces))
        groups = groups_of(self.network, [] if stars is None else list(stars.head.parameters()), chosen)
        optimiser = torch.optim.AdamW(groups, weight_decay=chosen.weight_decay, fused=True)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: slope(step, steps, chosen.warm_share))
        best, kept, since, history = -1.0, None, 0, []
        average = WeightAverage(self.network, chosen.averaged, chosen.young_steps)
        for epoch in range(chosen.epochs):
            if chosen.noised > 0:
                windows, labels = self._prepared(train, chosen.noised)
            self._epoch(windows, labels, stars, optimiser, schedule, average)
            progress((epoch + 1) / chosen.epochs)
            if epoch + 1 < chosen.first_look * chosen.epochs:
                continue
            with average.put_in():
                f1 = self._judged(valid)
                history.append(round(f1, 4))
                since = 0 if f1 > best else since + 1
                if f1 > best:
                    best, kept = f1, copy.deepcopy(self.network.state_dict())
            if since >= chosen.patience:
                break
        if kept is not None:
            self.network.load_state_dict(kept)
        self.network.eval()
        counts = {"windows": len(windows), "labels_lost": labels.lost, "star_windows": len(stars or ())}
        return {"epochs": epoch + 1, "valid_f1": history, **counts}

    def _stars(self, unlabelled: Reviews) -> StarLessons | None:
        """Lessons of stars, where there are any and they are wanted."""
        if not self.settings.star_pieces or not np.isfinite(unlabelled.stars).any():
            return None
        size = int(self.network.encoder.config.hidden_size)
        words = worded(unlabelled.texts, self.tokenizer)
        return StarLessons(unlabelled, words, self.settings.window_pieces, self.frame, size)

    def _prepared(self, reviews: Reviews, share: float) -> tuple[Windows, Labels]:
        """Windows and labels, a share of the reviews through the noise channel.

        Mistyped words stay, so that those that nobody can mend are learned to be read too.
        """
        given = noised(reviews, share, self.noise, self.rng) if share > 0 else reviews
        windows = windows_of(worded(given.texts, self.tokenizer), self.settings.window_pieces)
        return windows, labels_of(windows, given.triplets)

    def _epoch(self, windows: Windows, labels: Labels, stars: StarLessons | None, optimiser: Any, *after: Any) -> None:
        self.network.train()
        weak = None if stars is None else stars.batches(self.settings.star_pieces, self.rng, self.settings.length_blur)
        widths = (self.settings.widest_aspect, self.settings.widest_opinion)
        for rows in windows.batches(self.settings.batch_pieces, self.rng, self.settings.length_blur):
            loss = loss_of(self.network, batch_of(windows, rows, self.frame), lesson_of(labels, rows, widths))
            if stars is not None and weak is not None:
                loss = loss + self.settings.star_weight * stars.loss(self.network, *next(weak))
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.longest_gradient)
            for one in (optimiser, *after):
                one.step()

    def _judged(self, valid: Reviews) -> float:
        """Exact F1 of the valid reviews at the threshold that suits them best."""
        windows = windows_of(worded(valid.texts, self.tokenizer, self.mender), self.settings.window_pieces)
        found = read(self.network, windows, self.frame, self.settings, torch.get_num_threads())
        triplets = told(found, windows, apart(found))
        right = is_right(triplets, valid.triplets)
        return best_threshold(triplets.confidence, right, distinct(valid.triplets))[1].f1
