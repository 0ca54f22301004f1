"""What others make of the same recordings: PocketSphinx as it comes, and MFCC with a logistic regression."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.fft import dct
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from models.audio import read_audio
from models.speech_recognition.answers import NO_SPEECH, Answer, answer_frame
from models.speech_recognition.front_end_settings import FrontEndSettings
from models.speech_recognition.heard import untimed
from models.speech_recognition.mel import RATE, log_mel
from models.words import normalised, spelt_column

Floats = npt.NDArray[np.float32]
Texts = Callable[[Sequence[Floats]], list[str]]

FLOOR, STOCK = "MFCC + logistic regression", "PocketSphinx, stock, any English"
STOCK_WORDS: Final = "PocketSphinx, stock, one of the transcripts"
_CEPSTRA: Final = 13
_PARTS: Final = 8  # of equal length, into which a recording is cut
_SEARCH: Final = "said"


@dataclass(frozen=True)
class Peer:
    """A baseline that is ready.

    Attributes:
        texts: Words of samples at 16 kHz.
        fit_seconds: Of fitting.
        left_out: Words that it has no pronunciation of, and cannot hear.
    """

    texts: Texts
    fit_seconds: float
    left_out: tuple[str, ...] = ()

    def predict(self, frame: pd.DataFrame, _params: dict[str, Any]) -> pd.DataFrame:
        """Answers of the form that the model gives, all of them sure."""
        found = normalised(self.texts(sounds_of(frame["audio"])))
        heard = [untimed(text.split(), 1.0, 0.0, share=1.0, margin=0.0) for text in found]
        answers = [Answer(one, 1.0, reason="" if one.words else NO_SPEECH) for one in heard]
        return answer_frame(frame["request_id"].astype("str").tolist(), answers)


def ready(name: str, examples: Path) -> Peer:
    """One of the peers, fitted to or told of the recordings of train and valid."""
    start = time.perf_counter()
    if name == STOCK:
        return Peer(_sphinx(_stock()), time.perf_counter() - start)
    learnt = pd.concat(pd.read_parquet(examples / f"{split}.parquet") for split in ("train", "valid"))
    said = np.array(spelt_column(learnt["transcript"].astype("str")), dtype=object)
    if name == FLOOR:
        known = _described(sounds_of(learnt["audio"]))
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2_000)).fit(known, said.astype(str))
        return Peer(lambda sounds: model.predict(_described(sounds)).tolist(), time.perf_counter() - start)
    decoder = _stock()
    texts = sorted({text for text in said if text})
    unknown = {word for text in texts for word in text.split() if decoder.lookup_word(word) is None}
    hearable = [text for text in texts if not unknown & set(text.split())]
    decoder.add_jsgf_string(_SEARCH, f"#JSGF V1.0;\ngrammar said;\npublic <said> = {' | '.join(hearable)};\n")
    decoder.activate_search(_SEARCH)
    return Peer(_sphinx(decoder), time.perf_counter() - start, tuple(sorted(unknown)))


def sounds_of(recordings: Sequence[bytes] | pd.Series[Any]) -> list[Floats]:
    """Recordings as float32 samples at 16 kHz."""
    return [read_audio(data).at(RATE) for data in recordings]


def _stock() -> Any:
    """The decoder with every setting as its wheel has it."""
    import pocketsphinx

    return pocketsphinx.Decoder(loglevel="FATAL")


def _sphinx(decoder: Any) -> Texts:
    def text(sound: Floats) -> str:
        decoder.start_utt()
        # all of a recording at once, so that it is evened as a whole
        decoder.process_raw(np.round(np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes(), False, True)
        decoder.end_utt()
        found = decoder.hyp()
        return "" if found is None else str(found.hypstr)

    return lambda sounds: [text(sound) for sound in sounds]


def _described(sounds: Sequence[Floats]) -> Floats:
    """Means of 13 cepstra (Davis and Mermelstein 1980) over eight equal parts, and their spread over the whole."""
    rows = []
    for sound in sounds:
        least = np.pad(sound, (0, max(0, RATE // 10 - len(sound))))
        cepstra = dct(log_mel(least, FrontEndSettings()), norm="ortho", axis=1)[:, :_CEPSTRA]
        parts = np.array_split(cepstra, _PARTS)
        whole = cepstra.mean(axis=0)
        rows.append(
            np.concatenate([*(part.mean(axis=0) if len(part) else whole for part in parts), cepstra.std(axis=0)])
        )
    return np.stack(rows).astype(np.float32)
