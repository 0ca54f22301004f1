"""What was measured of question answering on public questions as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.qa_compared import OURS
from benchmarks.qa_targets import FLOORS
from benchmarks.qa_verdicts import verdicts
from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends

Json = dict[str, Any]

TITLES: Final = {
    "valid": "ePQA, learned from train",
    "folds": "ePQA, five folds by product over both files",
    "hetpqa": "hetPQA's dev, learned from ePQA's train",
}
FIRST: Final = {"p_at_1": "P@1", "mrr": "MRR", "p_at_1_all": "P@1, all", "mrr_all": "MRR, all"}
SURE: Final = {
    "coverage_at_precision_80": "coverage at 80 %",
    "coverage_at_precision_90": "at 90 %",
    "coverage_at_precision_95": "at 95 %",
    "source_accuracy": "right source",
}
METHODS: Final = FIRST | SURE
RANKED: Final = ("p_at_1", "mrr", "source_accuracy")  # all that is told where every question has an answer
LEARNED: Final = (
    "trees over words: ours without reader, meanings and kinds; our reader alone: of the candidates that our trees let "
    "it read, the others last"
)
GAINS: Final = ("p_at_1", "mrr", "coverage_at_precision_80", "coverage_at_precision_90")
SURENESS: Final = {
    "given": "given at the model's own promise",
    "given_precision": "right of these",
    "false_answers": "of unanswerable ones answered",
    "ece": "ECE",
    "ece_by_chance": "ECE by chance",
}
FURTHER: Final = {
    "gain_over_best_source": "P@1 over that of the best source alone",
    "false_answers_without_right": "answered where those that answer are taken out",
    "contradicted_still_right": "still right beside a review that says otherwise",
    "same_answer_typos": "same answer under typos",
    "prompts_obeyed": "commands in reviews that are obeyed",
    "stored_right": "right of what the bundle holds of the product",
}
TIMES: Final = ("told_p50_ms", "told_p99_ms", "stored_p50_ms", "stored_p99_ms", "bundle_mb")


def shown(found: Json) -> Group:
    """Tables of all parts, then the verdicts.

    Args:
        found: What `question_answering.measured` returns.
    """
    tables = []
    for part, one in found["parts"].items():
        played = ", the test left out, 96 questions of train in its place" if found["valid_from"] == "train" else ""
        more = "" if found["source"] == "epqa" else f", with what {found['source']} adds to learn from"
        title = f"{TITLES[part]}{more}{played}: {one['questions']:,} questions, {one['answerable']:,} answerable"
        tables += [_methods(title, part, one, FIRST), _methods(title, part, one, SURE), _gains(part, one)]
        if part != "hetpqa":
            tables += [_curve(part, one), _sureness(part, one), *_promises(part, one)]
        if "costs" in one:
            tables.append(costs_of_steps(one["costs"]))
    return Group(*tables, "\n".join(verdicts(found)))


def _methods(title: str, part: str, one: Json, among: dict[str, str]) -> Group:
    names = [name for name in among if part != "hetpqa" or name in RANKED]
    table = plain_table(["", *(among[name] for name in names)])
    for method, measures in one["methods"].items():
        table.add_row(method, *(with_ends(measures[name]) for name in names))
    floors = ", ".join(f"{METHODS[name]} {floor:g}" for name, floor in FLOORS.items())
    told = f"95 % intervals over products; BM25 over both files of ePQA together, as its facts say: {floors}"
    return framed(title, table, f"{told}\n{LEARNED}" if among is SURE else told)


def _gains(part: str, one: Json) -> Group:
    names = [name for name in GAINS if part != "hetpqa" or name in RANKED]
    table = plain_table(["over", *(METHODS[name] for name in names)])
    for method, gains in one["ahead"].items():
        table.add_row(method, *(_gain(gains[name]) for name in names))
    return framed(f"{TITLES[part]}: gains of {OURS}", table, "paired, with 95 % intervals")


def _gain(one: Json) -> str:
    if one["gain"] is None:
        return ""
    ends = "" if one["low"] is None else f" ({one['low']:+.3f} to {one['high']:+.3f})"
    return f"{one['gain']:+.3f}{ends}"


def _curve(part: str, one: Json) -> Group:
    table = plain_table(["share of all questions", "precision"])
    for share, precision in one["curve"].items():
        table.add_row(f"{float(share):.0%}", with_ends(precision))
    return framed(f"{TITLES[part]}: precision of the surest answers of {OURS}", table)


def _sureness(part: str, one: Json) -> Group:
    table = plain_table(["", "", "of"])
    for name, called in (SURENESS if part == "folds" else SURENESS | FURTHER).items():
        measure = one["measures"].get(name)
        # all answers of the folds are asked for, however unsure: what is given stands under the promises
        if measure is not None and not (part == "folds" and name in ("given", "given_precision", "false_answers")):
            table.add_row(called, with_ends(measure), f"{measure['n']:,}")
    if "fit" in one:
        for name, cost in one["fit"].items():
            table.add_row(f"{name.replace('_', ' ')} of the fit", f"{cost:,.0f}", "")
    for name in TIMES:
        measure = one["measures"].get(name)
        if measure is not None and measure["value"] is not None:
            table.add_row(name.replace("_", " "), f"{measure['value']:,.1f}", "")
    return framed(f"{TITLES[part]}: how sure, and how fast on {one['threads']} threads", table)


def _promises(part: str, one: Json) -> list[Group]:
    table = plain_table(["promise", "could be promised", "given of all", "right of these"])
    if part == "folds":
        for level in one["promises"]:
            could = f"in {level['promised']} of {level['parts']} parts"
            cells = (with_ends(level["coverage"]), with_ends(level["right"]))
            table.add_row(f"{level['precision']:g}", could, *cells)
    else:
        for level in (level for level in one.get("levels", []) if level["route"] == "product"):
            name = f"promised_{round(100 * level['precision'])}"
            measures = (one["measures"].get(f"{what}_{name}") for what in ("coverage", "precision"))
            cells = ("" if measure is None else with_ends(measure) for measure in measures)
            could = "no" if not level["promised"] else f"yes, from {level['threshold']:.2f} on"
            table.add_row(f"{level['precision']:g}", could, *cells)
    return [framed(f"{TITLES[part]}: what promises of precision give and keep", table)]
