"""Words that were said against words that were answered: the edits between them, recording by recording."""

from __future__ import annotations

from collections.abc import Sequence

import jiwer
import numpy as np
import pandas as pd

EDITS = ("substituted", "deleted", "inserted")


def word_edits(said: Sequence[str], answered: Sequence[str]) -> pd.DataFrame:
    """The fewest edits that make one out of the other (Levenshtein, over words).

    Where nothing was said, all words that were answered are inserted.

    Args:
        said: Words parted by single blanks, empty where there was none; (n,).
        answered: Likewise; (n,).

    Returns:
        `words` that were said, `substituted`, `deleted` and `inserted` ones, and `errors`, all of these; n rows.

    Raises:
        ValueError: There is not an answer for each.
    """
    if len(said) != len(answered):
        raise ValueError(f"{len(answered)} answers for {len(said)} recordings.")
    words = np.array([len(text.split()) for text in said], np.int64)
    found = np.zeros((len(said), len(EDITS)), np.int64)
    found[:, 2] = [len(text.split()) for text in answered]
    spoken = np.flatnonzero(words)
    if len(spoken):  # jiwer takes no empty reference
        told = jiwer.process_words([said[at] for at in spoken.tolist()], [answered[at] for at in spoken.tolist()])
        for at, chunks in zip(spoken.tolist(), told.alignments, strict=True):
            found[at] = _counts(chunks)
    table = pd.DataFrame(found, columns=list(EDITS))
    return table.assign(words=words, errors=found.sum(axis=1))


def _counts(chunks: Sequence[jiwer.AlignmentChunk]) -> tuple[int, int, int]:
    lengths = {"substitute": 0, "delete": 0, "insert": 0}
    for chunk in chunks:
        if chunk.type == "insert":
            lengths["insert"] += chunk.hyp_end_idx - chunk.hyp_start_idx
        elif chunk.type in lengths:
            lengths[chunk.type] += chunk.ref_end_idx - chunk.ref_start_idx
    return lengths["substitute"], lengths["delete"], lengths["insert"]
