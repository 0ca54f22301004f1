"""fastText, supervised (Joulin et al., 2017, EACL): means of word and character n-gram vectors, then a softmax."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.category_answers import Answers, K
from benchmarks.category_rows import Labelled, Rows

MARK: Final = "__label__"


@dataclass(frozen=True)
class Settings:
    """As fastText names them; chosen on valid, see `docs/product_classification.md`."""

    dim: int = 50
    epoch: int = 20
    lr: float = 2.0
    wordNgrams: int = 2  # noqa: N815 - fastText's own name
    minn: int = 3
    maxn: int = 5
    bucket: int = 2_000_000
    loss: str = "softmax"


@dataclass(frozen=True)
class FastText:
    """A fitted model."""

    model: Any

    @classmethod
    def learn(
        cls, rows: Labelled, scratch: Path, *, threads: int, seed: int, settings: Settings | None = None
    ) -> FastText:
        """Fit on train; with several threads no two runs give the same model."""
        import fasttext

        told = scratch / "train.txt"
        texts = lines(rows.train)
        told.write_text("".join(f"{MARK}{leaf} {texts[row]}\n" for row, leaf in rows.train.pairs), encoding="utf-8")
        chosen = asdict(settings or Settings())
        return cls(fasttext.train_supervised(str(told), **chosen, thread=threads, verbose=0, seed=seed))

    def ask(self, rows: Rows) -> Answers:
        """The best leaves, with the softmax's probabilities."""
        leaves, scores = np.full((len(rows), K), -1), np.zeros((len(rows), K), dtype=np.float32)
        named, probabilities = self.model.predict(lines(rows), k=K)
        for row, (names, values) in enumerate(zip(named, probabilities, strict=True)):
            leaves[row, : len(names)] = [int(name.removeprefix(MARK)) for name in names]
            scores[row, : len(values)] = np.clip(values, 0.0, 1.0)  # they exceed 1 by rounding
        return Answers(leaves, scores)

    def save(self, folder: Path) -> None:
        """Write the model as fastText does, not quantised."""
        self.model.save_model(str(folder / "model.bin"))


def lines(rows: Rows) -> list[str]:
    """Texts, the brand once more as one word."""
    pairs = zip(rows.texts(), rows.brands(), strict=True)
    return [f"{text} brand={brand}" if brand else text for text, brand in pairs]
