"""Questions asked again in other words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_asking import SCHEMA, Asking, table
from sources.simulator.words import Index, Mask, Strings


def in_other_words(asked: Asking, rows: Index, texts: Sequence[Strings], slipped: Sequence[Mask]) -> Asking:
    """The same questions in other words, with the same candidates; their ids end in the number of the wording.

    Args:
        asked: The questions.
        rows: Which of them, (reworded,).
        texts: Of each other wording, (reworded,) each.
        slipped: Whether it has a slip of the finger, as `texts`.
    """
    originals = asked.questions.take(pa.array(rows))
    ids = originals.column("question_id").combine_chunks()
    parts = []
    for number, (text, slip) in enumerate(zip(texts, slipped, strict=True), 1):
        columns = {name: originals.column(name) for name in SCHEMA.names}
        columns["question_id"] = pc.binary_join_element_wise(ids, str(number), "-")
        columns |= {"question": text, "mistyped": slip, "rewording_of": ids}
        place = np.full(asked.questions.num_rows, -1)
        place[rows] = np.arange(len(rows))
        mine = np.flatnonzero(place[asked.of] >= 0)
        picked = pa.array(mine)
        table_of = table(len(rows), **columns)
        parts.append(
            Asking(
                table_of, place[asked.of[mine]], asked.text.take(picked), asked.source.take(picked), asked.grade[mine]
            )
        )
    return Asking.joined([asked, *parts])
