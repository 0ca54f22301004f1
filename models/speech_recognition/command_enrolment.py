"""Learns a speaker for the engine of commands: the vocal tract, and scales of what the network pools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from .adaptation import Adaptation
from .command_engine import CommandEngine
from .mel import RATE, Samples

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class CommandEnrolment:
    """Recordings of one speaker.

    Attributes:
        engine: That is to know him.
        sounds: float32 [n] each at 16 kHz.
        codes: Sentence of each.
    """

    engine: CommandEngine
    sounds: Sequence[Samples]
    codes: Ints

    @classmethod
    def of(
        cls, engine: CommandEngine, sounds: Sequence[Samples], texts: Sequence[str] | None, most_seconds: float
    ) -> Adaptation:
        """What the engine is told of a speaker.

        A warp of the vocal tract (Lee and Rose 1998), then scales of what is pooled and shifts of the scores (in the
        way of Swietojanski and Renals 2014). Each is taken only where it makes recordings likelier that it was not
        fitted to: each half of them is judged by what the other half gave. So one that does not help changes nothing.
        What the engine merely guesses was said gives a warp alone: scales would learn its own mistakes.

        Args:
            engine: That is to know him.
            sounds: float32 [n] each at 16 kHz.
            texts: What is said in each; those that the engine does not know are left out. None: what it hears and is
                sure of is taken for it.
            most_seconds: Of them that are listened to.
        """
        until = np.cumsum([len(one) for one in sounds]) / RATE
        kept = [one for one, end in zip(sounds, until, strict=True) if end <= most_seconds] or list(sounds[:1])
        facts = {"seconds": float(sum(len(one) for one in kept) / RATE), "sounds": float(len(kept))}
        codes = _codes(engine, kept, None if texts is None else texts[: len(kept)])
        rows = np.flatnonzero(codes > 0)
        facts |= {"learned_from": float(len(rows))}
        if len(rows) < 2:
            return Adaptation(facts=facts | {"helped": 0.0})
        own = cls(engine, [kept[row] for row in rows], codes[rows])
        found, gain = own._found(told=texts is not None)
        return Adaptation(found.warp, scales=found.scales, facts=facts | {"helped": float(gain > 0), "gain": gain})

    def _found(self, *, told: bool) -> tuple[Adaptation, float]:
        settings = self.engine.settings
        embedded = {warp: self._embedded(warp) for warp in (1.0, *settings.warps)}
        halves = np.arange(len(self.codes)) % 2
        before = float(self._likely(embedded[1.0], None).mean())
        crossed: dict[bool, float] = {}
        for scaled in (False, True) if told else (False,):
            judged = []
            for half in (0, 1):
                own = self._fitted(embedded, halves != half, scaled=scaled)
                judged.append(self._likely(embedded[own.warp], own)[halves == half])
            crossed[scaled] = float(np.concatenate(judged).mean()) - before
        best = max(crossed, key=lambda scaled: crossed[scaled])
        if crossed[best] < (settings.least_gain if told else settings.guessed_gain):
            return Adaptation(), 0.0
        return self._fitted(embedded, np.ones(len(self.codes), np.bool_), scaled=best), crossed[best]

    def _fitted(self, embedded: dict[float, torch.Tensor], rows: npt.NDArray[np.bool_], *, scaled: bool) -> Adaptation:
        likely = {warp: float(self._likely(one, None)[rows].mean()) for warp, one in embedded.items()}
        own = Adaptation(max(likely, key=lambda warp: likely[warp]))
        return self._scaled(embedded[own.warp][torch.from_numpy(rows)], self.codes[rows], own) if scaled else own

    def _scaled(self, embedded: torch.Tensor, codes: Ints, own: Adaptation) -> Adaptation:
        settings, out = self.engine.settings, self.engine.network.out
        weight, bias = out.weight.detach(), out.bias.detach()
        scales, shifts = (torch.zeros(n, requires_grad=True) for n in (embedded.shape[1], len(bias)))
        optimiser = torch.optim.Adam([scales, shifts], lr=settings.adapted_rate)
        wanted, heard = torch.from_numpy(codes), embedded.clone()
        for _ in range(settings.adapted_steps):
            scores = functional.linear(heard * (1 + scales), weight, bias) + shifts
            drawn = scales.square().sum() + shifts.square().sum()
            loss = functional.cross_entropy(scores, wanted) + settings.pull * drawn
            for one, slope in zip((scales, shifts), torch.autograd.grad(loss, (scales, shifts)), strict=True):
                one.grad = slope
            optimiser.step()
        return Adaptation(own.warp, scales=((1 + scales.detach()).numpy(), shifts.detach().numpy()))

    def _likely(self, embedded: torch.Tensor, own: Adaptation | None) -> npt.NDArray[np.float64]:
        """Log chance of what is said in each recording."""
        with torch.no_grad():
            found = functional.log_softmax(self.engine.scores(embedded, own), dim=1).numpy()
        return found[np.arange(len(self.codes)), self.codes].astype(np.float64)

    def _embedded(self, warp: float) -> torch.Tensor:
        return self.engine.embedded([self.engine.loudness(one, Adaptation(warp)) for one in self.sounds])


def _codes(engine: CommandEngine, sounds: Sequence[Samples], texts: Sequence[str] | None) -> Ints:
    """Sentence of each recording; 0 where it is none, or not sure."""
    if texts is not None:
        number = {text: code for code, text in enumerate(engine.sentences)}
        return np.array([number.get(text, 0) for text in texts], np.int64)
    chances = engine.chances([engine.loudness(one) for one in sounds])
    return np.where(chances.max(axis=1) >= engine.settings.sure, chances.argmax(axis=1), 0).astype(np.int64)
