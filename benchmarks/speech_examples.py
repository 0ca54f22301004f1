"""Building the examples of many recordings: seconds, recordings a second, peak memory.

    python -m benchmarks.speech_examples [--rows 5000 20000] [--seconds 1.0] [--json OUT]

Recordings of noise, 8 kHz and 16 bit, of a speaker for every hundred; making them is not counted. Each size is built in
a process of its own, so that a peak is of it alone. Reading, hashing and decoding each is what is timed; validation
decodes each once more.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import soundfile

from benchmarks.entry import measured_and_shown
from benchmarks.report_tables import framed, plain_table
from infra import environment
from models.media_writing import write_shards

ROWS: Final = (5_000, 20_000)
_RATE: Final = 8_000
_OF_SPEAKER: Final = 100
_WORDS: Final = ("yes", "no", "stop", "repeat that", "")

Record = dict[str, Any]


def curve(sizes: list[int], seconds: float) -> list[Record]:
    """One record a size: `rows`, `seconds_of_sound`, `seconds`, `recordings_per_second`, `peak_mb`, and `bare_mb`, the
    peak of a process that has but imported what builds."""
    found = []
    for rows in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            _write(folder / "clean", rows, seconds)
            command = [sys.executable, "-m", "benchmarks.speech_examples", "--folder", str(folder)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=_at_home())
        cost = json.loads(done.stdout.splitlines()[-1])
        speed = round(rows / cost["seconds"])
        found.append({"rows": rows, "seconds_of_sound": rows * seconds, "recordings_per_second": speed} | cost)
        print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    return found


def shown(found: list[Record]) -> Any:
    """The records as a table."""
    columns = ("rows", "seconds_of_sound", "seconds", "recordings_per_second", "peak_mb", "bare_mb")
    table = plain_table([name.replace("_", " ") for name in columns])
    for record in found:
        table.add_row(*(f"{record[name]:,.0f}" for name in columns))
    return framed("Building the examples of speech recognition", table)


def _write(folder: Path, rows: int, seconds: float) -> None:
    folder.mkdir()
    names = [f"u{at:08d}" for at in range(rows)]
    speakers = [f"s{at // _OF_SPEAKER}" for at in range(rows)]
    said = [_WORDS[at % len(_WORDS)] for at in range(rows)]
    table = pd.DataFrame({"utterance_id": names, "audio": names, "transcript": said, "speaker": speakers})
    table.to_parquet(folder / "utterances.parquet", index=False)
    write_shards(folder, "audio", _recordings(names, seconds))


def _recordings(names: list[str], seconds: float) -> Iterator[tuple[str, bytes]]:
    rng = np.random.default_rng(0)
    for name in names:
        file = io.BytesIO()
        soundfile.write(file, 0.1 * rng.standard_normal(round(seconds * _RATE)), _RATE, format="WAV")
        yield name, file.getvalue()


def _at_home() -> dict[str, str]:
    """This process's environment, with the repository on the path: it is not installed."""
    places = (str(environment.REPOSITORY), os.environ.get("PYTHONPATH"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(place for place in places if place)}


def _built(folder: Path) -> Record:
    from features.speech_recognition import FeaturesParameters, build

    bare, start = _peak(), time.perf_counter()
    build(folder / "clean", folder / "out", FeaturesParameters())
    return {"seconds": round(time.perf_counter() - start, 1), "peak_mb": _peak(), "bare_mb": bare}


def _peak() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20, 1)


def main() -> int:
    """Measure, or build one folder for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.folder:
        print(json.dumps(_built(asked.folder)))
        return 0
    return measured_and_shown(lambda: curve(asked.rows, asked.seconds), "benchmarks.speech_examples", asked.json)


if __name__ == "__main__":
    sys.exit(main())
