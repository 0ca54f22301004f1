"""Contract tables of speech recognition: spoken orders of the simulated market, and their truth."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from models.media_writing import write_shards
from sources.simulator.files import write_parts
from sources.simulator.sizes import refuse_strange
from sources.simulator.speech_mess import SpeechMess
from sources.simulator.speech_orders import speakable
from sources.simulator.speech_rows import Files, block_rows
from sources.simulator.speech_surroundings import Surroundings, surroundings

TABLES = ("utterances", "phrases", "slot_values", "noise", "rooms")
TRUTH = ("utterance_truth", "word_truth", "speaker_truth")
MEDIA = "audio"
BLOCKS = 16  # for each unit of scale
SMALLEST_SCALE, LARGEST_SCALE = 0.05, 2_000.0


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `TABLES`, their recordings in tar shards, and in `truth/` what is behind them (`TRUTH`).

    Orders for products of the world, said by espeak-ng with many voices, in rooms and noise, and stored as apps do;
    sentences that are no orders, and recordings in which nobody speaks. Voices of valid and test are never heard in
    the training; the test has further utterances of voices that are, and noises and rooms of its own. The bytes depend
    on the arguments alone, and on the versions of the libraries that speak and encode. A larger scale holds the
    utterances of a smaller one. The recordings of one block are in memory at a time.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is 96 speakers with 3,840 utterances of 2.5 seconds.
        messy: Add rows that the contract refuses, about four in a hundred, and copies; leave cells out. Formats,
            rates, offsets and clipping of all kinds are there in any case.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
        DataError: The synthesiser could not be run.
    """
    refuse_strange(seed, scale, SMALLEST_SCALE, LARGEST_SCALE, "96 speakers with 3,840 utterances")
    out.mkdir(parents=True, exist_ok=True)
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    with tempfile.TemporaryDirectory(dir=out, prefix=".partial-") as scratch:
        write_parts(_written(seed, max(1, round(BLOCKS * scale)), messy, Path(scratch)), paths)
        for shard in sorted(Path(scratch).iterdir()):
            shard.replace(out / shard.name)


def _written(seed: int, blocks: int, messy: bool, out: Path) -> Iterator[dict[str, pa.Table]]:
    """The tables, part by part; the recordings go into shards on the way, one a block."""
    around, mess = surroundings(seed), SpeechMess(seed) if messy else None
    write_shards(out, f"{MEDIA}-surroundings", around.files())
    whole = speakable(seed).tables() | around.tables()
    yield mess.whole(whole) if mess else whole
    for number in range(blocks):
        tables, files = part(seed, number, around, mess)
        write_shards(out, f"{MEDIA}-{number:05d}", files)
        yield tables


def part(
    seed: int, block: int, around: Surroundings, mess: SpeechMess | None = None
) -> tuple[dict[str, pa.Table], Files]:
    """The utterances of a block with their truth, and their recordings."""
    tables, files = block_rows(seed, block, around)
    return mess.block(block, tables, files) if mess else (tables, files)
