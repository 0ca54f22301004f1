"""Speech recognition on spoken orders of the simulated market, whose truth is known: what no recording can tell.

    python -m benchmarks.speech_simulated [--scale 1.0] [--seed 7] [--engines ctc pocketsphinx] [--profile full]
        [--snrs 20 10 5 0 -5] [--without evaluation] [--sheets DIR] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train), with their mess, once for each engine: a network
that is trained on the orders, and the ready English one, told the same phrases. Then each is held against what is
behind the recordings of the test:

- voices never heard and voices that training knows, with and without noise and rooms, by accent, by form of the file;
- the recordings of voices never heard that have neither noise nor room ("clean"), as they are, and in noises of the
  test (kinds that training never heard) at each ratio of speech to noise; intents and slots beside the words.

What the flow's evaluation measures is printed beside, of the first engine. Voices of a synthesiser are far more alike
than people: it proves the road and the challenges, not the quality on people, which `speech_recognition` measures.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

ENGINES: Final = ("ctc", "pocketsphinx")
SNRS: Final = (20.0, 10.0, 5.0, 0.0, -5.0)


def measured(chosen: argparse.Namespace) -> Json:
    """Make the market, learn, and hold each engine against the truth.

    Returns:
        `world`, `threads`, `facts`; `engines`, by name `costs`, `valid`, `truth`, `noisy`, see
        `speech_simulated_process`; `evaluation` of the first one, empty where it is not run.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.speech_process import USE_CASE
    from benchmarks.speech_simulated_process import ask
    from params.base import Profile
    from params.loading import load
    from params.speech_recognition import Parameters

    engines: Json = {}
    evaluation: Json = {}
    for name in chosen.engines:
        simulator = {"seed": chosen.seed, "scale": chosen.scale}
        changes, settings = {"source": "simulator", "simulator": simulator}, (f"models.engine={name}", *chosen.settings)
        loaded = load(Parameters, USE_CASE, Profile(chosen.profile), changes, settings)
        parameters = loaded.model_dump(mode="json")
        prepared = ask("prepare", parameters)
        given = {"examples": prepared["references"]["examples"]}
        fitted = ask("fit", parameters, given)
        inputs = {**given, "bundle": fitted["references"]["bundle"]}
        engines[name] = {"costs": prepared["costs"] | fitted["costs"], "valid": fitted["valid"]}
        if not evaluation and "evaluation" not in chosen.without:
            evaluated = ask(
                "evaluate", parameters, inputs, sheets=None if chosen.sheets is None else str(chosen.sheets)
            )
            evaluation = evaluated["measures"]
            engines[name]["costs"] |= evaluated["costs"]
        inputs["tables"] = prepared["references"]["tables"]
        engines[name]["truth"] = ask("truth", parameters, inputs)
        engines[name]["noisy"] = ask("noisy", parameters, inputs, snrs=chosen.snrs)["ratios"]
    return {
        "world": {"scale": chosen.scale, "seed": chosen.seed, "profile": chosen.profile},
        "threads": parameters["models"]["threads"],
        "facts": prepared["facts"],
        "engines": engines,
        "evaluation": evaluation,
    }


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.speech_simulated_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0, help="of the simulator; 1 is 96 speakers, 3,840 utterances")
    parser.add_argument("--seed", type=int, default=7, help="of the market")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--snrs", nargs="+", type=float, default=list(SNRS), help="decibels of speech over noise")
    parser.add_argument("--profile", choices=("quick", "full"), default="full", help="of the parameters")
    parser.add_argument("--without", nargs="+", choices=("evaluation",), default=[], help="leave parts out")
    parser.add_argument("--sheets", type=Path, help="write the evaluation's pictures into this folder")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
