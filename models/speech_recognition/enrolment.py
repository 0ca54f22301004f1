"""Learns a speaker from a few seconds: level, vocal tract, and scales within the network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import torch

from .adaptation import Adaptation
from .alphabet import Codes
from .ctc_engine import CtcEngine, LogProbs
from .enrolment_settings import EnrolmentSettings
from .enrolment_sounds import parted, shortened, text_loss
from .evening import Deep, Level
from .fitting import loss_of
from .front_end import silence
from .lesson import lesson_of
from .mel import RATE, Samples, log_mel

Reader = Callable[[LogProbs], str]

_DEGREES: Final = 4  # nothing, level, warp, scales
_HALVES: Final = (0, 1)


@dataclass(frozen=True)
class Enrolment:
    """What a speaker said, for an engine to learn from.

    Attributes:
        engine: That is to know the speaker.
        sounds: float32 [n] each at 16 kHz.
        texts: What is said in each where it is known; None: what the engine itself hears is taken for it.
        settings: What is fitted.
        reader: How the engine's answers are read where texts are not known; None: letter by letter.
    """

    engine: CtcEngine
    sounds: Sequence[Samples]
    texts: Sequence[str] | None
    settings: EnrolmentSettings
    reader: Reader | None = None

    @classmethod
    def of(
        cls,
        engine: CtcEngine,
        sounds: Sequence[Samples],
        texts: Sequence[str] | None,
        settings: EnrolmentSettings,
        reader: Reader | None = None,
    ) -> Adaptation:
        """What `engine` is told of a speaker from then on; see the attributes.

        Raises:
            UnknownWord: A text has a letter outside of the engine's alphabet.
        """
        heard, said = shortened(sounds, texts, settings.most_seconds)
        if said is not None and len(heard) == 1:
            heard, said = parted(engine, heard[0], said[0])
        return cls(engine, heard, said, settings, reader).found()

    def found(self) -> Adaptation:
        """What is best for what was not learned from, which can be nothing; nothing is adapted to silence."""
        told = {"seconds": self._seconds(), "sounds": float(len(self.sounds)), "learned_from": 0.0, "helped": 0.0}
        if not self._loudness(1.0).shape[0]:
            return Adaptation(facts=told)
        chosen = self._best()
        own, learned_from = self._degrees(chosen)[-1]
        facts = told | {"learned_from": float(learned_from), "helped": float(chosen > 0), "warp": own.warp}
        return replace(own, facts=facts)

    def _best(self) -> int:
        """Of the degrees of adaptation, that which makes what was said likeliest in a half that it did not learn from
        (two halves, each in turn); none unless one is better than it by enough."""
        if len(self.sounds) < len(_HALVES):
            return 0
        halves = [self._some(np.arange(at, len(self.sounds), len(_HALVES))) for at in _HALVES]
        losses, letters = np.zeros(_DEGREES), 0
        for one, other in zip(halves, reversed(halves), strict=True):
            degrees = one._degrees(_DEGREES - 1)
            tried = [sum(other._said(own)[1]) for own, _ in degrees]
            losses += np.array(tried + tried[-1:] * (_DEGREES - len(tried)))
            letters += sum(len(code) for code in other._said(degrees[-1][0])[0])
        if losses.min() > -np.log(self.settings.least_told) * letters:
            return 0  # these words were not said, or not by a voice that can be learned
        losses[1:] += self.settings.least_gain * self._seconds() / self.engine.frame_seconds
        return int(np.argmin(losses))

    def _degrees(self, most: int) -> list[tuple[Adaptation, int]]:
        """Nothing, level, warp and scales, each with those before it, and of how many sounds they were learned."""
        found = [(Adaptation(), 0)]
        if most == 0:
            return found
        own = self._with_level(Adaptation(), self._loudness(1.0))
        found.append((own, len(self.sounds)))
        codes, losses = self._said(own)
        sure = [bool(len(code)) and self._is_sure(loss, code) for code, loss in zip(codes, losses, strict=True)]
        if most == 1 or not any(sure):
            return found
        kept = self._some(np.flatnonzero(sure))
        own = kept._warped(own, self)
        found.append((own, sum(sure)))
        if most > 2 and self.settings.steps:
            found.append((replace(own, scales=kept._scales(own)), sum(sure)))
        return found

    def _warped(self, own: Adaptation, whole: Enrolment) -> Adaptation:
        """With the warp under which what is said is likeliest (Lee and Rose 1998)."""
        frames = self._seconds() / self.engine.frame_seconds
        best, best_loss = own, sum(self._said(own)[1]) - self.settings.least_gain * frames
        for warp in self.settings.warps:
            tried = whole._with_level(replace(own, warp=warp), whole._loudness(warp))
            loss = sum(self._said(tried)[1])
            if loss < best_loss:
                best, best_loss = tried, loss
        return best

    def _scales(self, own: Adaptation) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Learning hidden unit contributions (Swietojanski and Renals 2014): scales between 0 and 2."""
        network, tail = self.engine.network, silence(self.engine.settings.tail)
        features = [self.engine.front.features(np.concatenate([one, tail]), own) for one in self.sounds]
        lesson = lesson_of(features, self._said(own)[0], self.engine.settings.network.strides)
        odds = [torch.zeros(width, requires_grad=True) for width in network.widths]
        optimiser = torch.optim.Adam(odds, lr=self.settings.rate)
        for _ in range(self.settings.steps):
            first, second = (2.0 * one.sigmoid() for one in odds)
            log_probs, _ = network(lesson.features, scales=(first, second))
            loss = loss_of(log_probs, lesson) / max(int(lesson.lengths.sum()), 1)
            drawn = sum(one.square().mean() for one in odds)
            for one, slope in zip(odds, torch.autograd.grad(loss + self.settings.pull * drawn, odds), strict=True):
                one.grad = slope
            optimiser.step()
        width, hidden = ((2.0 * one.detach().sigmoid()).numpy() for one in odds)
        return width, hidden

    def _said(self, own: Adaptation) -> tuple[list[Codes], list[float]]:
        """Text of each sound as codes, and its negative log chance; the engine's own where texts are not known."""
        answers = [self.engine.log_probs(one, own) for one in self.sounds]
        read = self.reader or (lambda answer: self.engine.alphabet.said(answer.argmax(axis=1)))
        texts = self.texts if self.texts is not None else [read(one) for one in answers]
        codes = [self.engine.alphabet.spell(text) for text in texts]
        return codes, [text_loss(answer, code) for answer, code in zip(answers, codes, strict=True)]

    def _is_sure(self, loss: float, codes: Codes) -> bool:
        least = 0.0 if self.texts is not None else self.settings.least_sure
        return bool(np.isfinite(loss) and np.exp(-loss / len(codes)) >= least)

    def _loudness(self, warp: float) -> npt.NDArray[np.float32]:
        settings = self.engine.settings.front_end
        found = [Deep(settings).push(log_mel(one, settings, warp)) for one in self.sounds]
        return np.concatenate(found) if found else np.empty((0, settings.bands), dtype=np.float32)

    def _with_level(self, own: Adaptation, loudness: npt.NDArray[np.float32]) -> Adaptation:
        level = Level.of(loudness, self.engine.settings.front_end.least_spread)
        count = min(float(len(loudness)), self.settings.level_count)
        return replace(own, level=level, count=count) if count else own

    def _seconds(self) -> float:
        return round(sum(len(one) for one in self.sounds) / RATE, 3)

    def _some(self, rows: npt.NDArray[np.int64]) -> Enrolment:
        texts = None if self.texts is None else [self.texts[row] for row in rows]
        return replace(self, sounds=[self.sounds[row] for row in rows], texts=texts)
