"""What speech recognition costs: real-time factor, delay of words, threads, and training by hours of sound.

    python -m benchmarks.speech_scale [--scales 0.25 1] [--engines ctc pocketsphinx] [--requests 200] [--threads 1 2]
        [--chunk 0.08] [--profile full] [--set models....=...] [--json OUT]

Simulated orders of each scale go the way of the flow, and the network is trained on them; time and memory of training
are told by hours of sound. The other engine is asked at the first scale alone, for it does not learn sounds. Each is
asked on one core, a recording after another: seconds of computing for each second of sound, and what a request takes.
Streams come in chunks of 80 ms; the simulator knows when each word was over, and what counts is when it is shown to
stay, with the time that a chunk waits for those before it, of recordings that are heard rightly in the end. Then
several threads ask one model together. Nothing else should run.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

ENGINES: Final = ("ctc", "pocketsphinx")
SCALES: Final = (0.25, 1.0)


def measured(chosen: argparse.Namespace) -> Json:
    """Train at each scale and time what was trained.

    Returns:
        `threads` of training; `sizes`, of each `scale`, `engine`, what `speech_scale_process.sizes` returns, `costs`,
        and, of the first scale and of the last, `speed`, `streams` and `together`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.speech_process import USE_CASE
    from benchmarks.speech_scale_process import ask
    from params.base import Profile
    from params.loading import load
    from params.speech_recognition import Parameters

    found: list[Json] = []
    parameters: Json = {}
    for scale in chosen.scales:
        for engine in chosen.engines if scale == chosen.scales[0] else chosen.engines[:1]:
            changes = {"source": "simulator", "simulator": {"seed": 7, "scale": scale}}
            settings = (f"models.engine={engine}", *chosen.settings)
            loaded = load(Parameters, USE_CASE, Profile(chosen.profile), changes, settings)
            parameters = loaded.model_dump(mode="json")
            prepared = ask("prepare", parameters)
            given = {"examples": prepared["references"]["examples"]}
            fitted = ask("fit", parameters, given)
            inputs = {**given, "bundle": fitted["references"]["bundle"]}
            asked = {"tables": prepared["references"]["tables"], **inputs}
            one = {"scale": scale, "engine": engine, **ask("sizes", parameters, inputs)}
            one["costs"] = prepared["costs"] | fitted["costs"]
            one["speed"] = ask("speed", parameters, inputs, requests=chosen.requests)
            one["streams"] = ask("streams", parameters, asked, requests=chosen.requests, chunk=chosen.chunk)
            one["together"] = ask("together", parameters, inputs, requests=chosen.requests, threads=chosen.threads)
            print(json.dumps(one), file=sys.stderr, flush=True)
            found.append(one)
    return {"threads": parameters["models"]["threads"], "profile": chosen.profile, "sizes": found}


def main() -> int:
    """Measure, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.speech_scale_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", nargs="+", type=float, default=list(SCALES), help="of the simulator")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--requests", type=int, default=200, help="recordings and streams that are timed")
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2], help="that ask one model together")
    parser.add_argument("--chunk", type=float, default=0.08, help="seconds of a chunk of a stream")
    parser.add_argument("--profile", choices=("quick", "full"), default="full", help="of the parameters")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
