"""Words from the letters that a network hears: a beam search over spelled prefixes.

Graves and Jaitly, "Towards End-To-End Speech Recognition with Recurrent Neural Networks", 2014; Hannun et al.,
"First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent DNNs", 2014. Only words of the
vocabulary are spelled, and only those that the language lets follow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ..ragged import runs_of
from .alphabet import BLANK, GAP
from .beam import Beam, keys_after, merged
from .decoding_settings import DecodingSettings
from .outlook import Outlook
from .spelling import NO_WORD, ROOT

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NOTHING: Final = (-1, NO_WORD)  # before the first word


@dataclass(frozen=True)
class Hypothesis:
    """What was said, by what was heard so far.

    Attributes:
        words: Numbers of the language's words.
        heard: Natural logarithm of the chance of what was heard, if this was said.
        share: Of the chance of all hypotheses that were kept, heard and language together; 0 to 1.
        whole: Whether the language lets it end so.
    """

    words: tuple[int, ...]
    heard: float
    share: float
    whole: bool


class Decoder:
    """A search through one utterance.

    Args:
        outlook: What may be said; searches of one thread may share it.
        settings: Of the search.
    """

    def __init__(self, outlook: Outlook, settings: DecodingSettings) -> None:
        self._outlook, self._spelling, self._settings = outlook, outlook.spelling, settings
        self._histories = [_NOTHING]
        self._beam = Beam.before(outlook.language.start)
        self._free = 0.0

    @property
    def free(self) -> float:
        """Natural logarithm of the chance of the likeliest symbols of the frames so far, words or not."""
        return self._free

    def push(self, log_probs: Floats) -> None:
        """Hear on.

        Args:
            log_probs: Natural logarithm of the chance of each symbol in each frame; (frames, symbols).
        """
        for frame in np.maximum(log_probs, self._settings.unheard).astype(np.float64):
            self._free += float(frame.max())
            self._beam = self._pruned(merged(self._stayed(frame), self._further(frame)))

    def best(self, *, ended: bool) -> Hypothesis:
        """The likeliest words.

        Args:
            ended: Whether nothing more is to come. Before, a word that is being said counts once all its letters were
                heard.
        """
        beam, heard = self._beam, self._beam.heard
        found: dict[tuple[int, ...], tuple[float, float]] = {}
        for at, score in enumerate(self._ranked(beam)):
            words, over = self._words(beam, at), beam.nodes[at] == ROOT
            if ended:
                word = int(self._spelling.word_at[beam.nodes[at]])
                score = heard[at] + beam.spoken[at] + self._ended(int(beam.states[at]), word, over, words)
            before = found.get(words, (-np.inf, -np.inf))
            found[words] = (np.logaddexp(before[0], score), np.logaddexp(before[1], heard[at]))
        words, (score, chance) = max(found.items(), key=lambda item: item[1][0])
        if ended and score == -np.inf:
            cut = self.best(ended=False)
            return Hypothesis(cut.words, cut.heard, cut.share, whole=False)
        every = np.logaddexp.reduce([one for one, _ in found.values()])
        return Hypothesis(words, float(chance), float(np.exp(score - every)), whole=ended)

    def _ended(self, state: int, word: int, over: bool, words: tuple[int, ...]) -> float:
        """What the language counts for a hypothesis that ends so."""
        weight = self._settings.language_weight
        if not words:
            return weight * self._settings.nothing if over else -np.inf
        at = self._outlook.rows(np.array([state]))
        if over:
            return weight * float(self._outlook.ends(at)[0])
        said = float(self._outlook.scores(at, np.array([word]))[0]) if word != NO_WORD else -np.inf
        if said == -np.inf:
            return said
        after = self._outlook.rows(np.array([self._outlook.after(state, word)]))
        return weight * (said + float(self._outlook.ends(after)[0])) + self._settings.word_bonus

    def _words(self, beam: Beam, at: int) -> tuple[int, ...]:
        found = []
        if (word := int(self._spelling.word_at[beam.nodes[at]])) != NO_WORD:
            found.append(word)
        history = int(beam.histories[at])
        while history > 0:
            history, word = self._histories[history]
            found.append(word)
        return tuple(reversed(found))

    def _stayed(self, frame: Doubles) -> Beam:
        """The same letters: a blank, or the last letter held."""
        beam = self._beam
        held = np.where(beam.lasts >= 0, beam.letters + frame[beam.lasts], -np.inf)
        return Beam(
            beam.keys, beam.lasts, beam.nodes, beam.states, beam.histories,
            beam.heard + frame[BLANK], held, beam.spoken,
        )  # fmt: skip

    def _further(self, frame: Doubles) -> Beam:
        loud = frame >= frame.max() - self._settings.least_symbol
        spelled = self._spelled(frame, loud)
        return spelled.joined(self._over(frame)) if loud[GAP] else spelled

    def _spelled(self, frame: Doubles, loud: npt.NDArray[np.bool_]) -> Beam:
        """A letter more, of a word that may follow."""
        beam, tree = self._beam, self._spelling
        entries, owners = runs_of(tree.starts[beam.nodes], tree.starts[beam.nodes + 1])
        nodes = tree.children[entries]
        kept = loud[tree.symbols[nodes]]
        nodes, owners = nodes[kept], owners[kept]
        kept = self._outlook.best(self._outlook.rows(beam.states)[owners], nodes) > -np.inf
        nodes, owners = nodes[kept], owners[kept]
        symbols = tree.symbols[nodes]
        # a letter said twice has a blank between
        before = np.where(symbols == beam.lasts[owners], beam.blanks[owners], beam.heard[owners])
        return Beam(
            keys_after(beam.keys[owners], symbols), symbols, nodes, beam.states[owners], beam.histories[owners],
            np.full(len(nodes), -np.inf), before + frame[symbols], beam.spoken[owners],
        )  # fmt: skip

    def _over(self, frame: Doubles) -> Beam:
        """The space behind a word that may stand here."""
        beam, settings = self._beam, self._settings
        words = self._spelling.word_at[beam.nodes]
        scores = self._outlook.scores(self._outlook.rows(beam.states), np.maximum(words, 0)).astype(np.float64)
        at = np.flatnonzero((words != NO_WORD) & (scores > -np.inf))
        states, histories = [], []
        for place, word in zip(at.tolist(), words[at].tolist(), strict=True):
            states.append(self._outlook.after(int(beam.states[place]), word))
            histories.append(len(self._histories))
            self._histories.append((int(beam.histories[place]), word))
        symbols = np.full(len(at), GAP, np.int64)
        return Beam(
            keys_after(beam.keys[at], symbols), symbols, np.full(len(at), ROOT, np.int64),
            np.array(states, np.int64), np.array(histories, np.int64),
            np.full(len(at), -np.inf), beam.heard[at] + frame[GAP],
            beam.spoken[at] + settings.language_weight * scores[at] + settings.word_bonus,
        )  # fmt: skip

    def _ranked(self, beam: Beam) -> Doubles:
        """What hypotheses are kept by: heard, spoken, and the best that the language has for them yet."""
        rows = self._outlook.rows(beam.states)
        best = self._outlook.best(rows, beam.nodes)
        best = np.where(beam.nodes == ROOT, np.maximum(best, self._outlook.ends(rows)), best)
        found: Doubles = beam.heard + beam.spoken + self._settings.language_weight * best
        return found

    def _pruned(self, beam: Beam) -> Beam:
        ranks = self._ranked(beam)
        order = np.argsort(-ranks, kind="stable")[: self._settings.beam]
        return beam.taken(order[ranks[order] >= ranks[order[0]] - self._settings.within])
