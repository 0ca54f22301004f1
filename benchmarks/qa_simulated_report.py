"""What was measured of question answering on the simulated shop as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.qa_simulated_measures import OF_ALL, PARTS, TOLD
from benchmarks.qa_simulated_words import OPEN, OPPOSITE, TRUE
from benchmarks.qa_targets import FROM_OTHERS, KNOWN_COVERAGE, PERSONAL, PRECISION
from benchmarks.report_tables import costs_of_steps, framed, plain_table, rows_set_aside, with_ends

Json = dict[str, Any]

CALLED: Final = {"stored": "of all that the bundle holds", "told": "with the judged candidates"}
GOES_WITH: Final = (
    "of whole copies the first is kept; of an id of two texts both go, and what refers to a row that was set aside "
    "goes with it"
)
CHALLENGES: Final = {
    "answers_from_others": "answers from others' rows, in every adversarial way",
    "own_rows_told_for_others": "own rows told where another's were asked for",
    "prompts_obeyed": "commands in reviews that are obeyed",
    "prompts_quoted": "commands in reviews that are quoted",
    "answered_unknown_product": "answered about a product that there is not",
    "answered_empty": "answered of empty questions",
    "contradicted_still_right": "still right beside a review that says otherwise",
    "gain_over_best_source": "P@1 over that of the best source alone",
}
TIMES: Final = ("told_p50_ms", "told_p99_ms", "stored_p50_ms", "stored_p99_ms", "account_p50_ms", "account_p99_ms")


def shown(found: list[Json]) -> Group:
    """Tables of each market, then the verdicts.

    Args:
        found: What `question_answering_simulated.measured` returns.
    """
    parts: list[Any] = []
    for one in found:
        parts += [rows_set_aside(name, kinds, GOES_WITH) for name, kinds in one["planted"].items()]
        for way, own in one["ways"].items():
            title = f"{one['questions']:,} questions, {one['answerable']:,} of them answerable, {CALLED[way]}"
            parts += [_levels(title, own), _false(way, own), _measures(way, own)]
            parts.append(_words(way, own["words"]))
            parts += [_part(way, name, rows) for name, rows in own["parts"].items()]
        parts += [_challenges(one), costs_of_steps(one["costs"])]
    lines = [f"seed {one['world']['seed']}, {line}" for one in found for line in verdicts(one)]
    return Group(*parts, "\n".join(lines))


def _levels(title: str, own: Json) -> Group:
    table = plain_table(["promise", "precision, answerable", "coverage", "precision, all", "coverage", "from others"])
    for level in own["levels"]:
        cells = (with_ends(level[among][what]) for among in ("known", "all") for what in ("precision", "coverage"))
        table.add_row(f"{level['precision']:g}", *cells, f"{level['from_others']}")
    reached = {among: {one: with_ends(cell) for one, cell in own["reached"][among].items()} for among in own["reached"]}
    for one in reached["known"]:
        table.add_row(f"best threshold for {one} %", "", reached["known"][one], "", reached["all"][one], "")
    return framed(title, table, "95 % intervals over products and customers")


def _false(way: str, own: Json) -> Group:
    table = plain_table(
        ["why nothing answers", "questions", *(f"answered at {one['precision']:g}" for one in own["levels"])]
    )
    for why, first in own["levels"][0]["false"].items():
        given = (str(one["false"][why]["given"]) for one in own["levels"])
        table.add_row(why.replace("_", " "), str(first["questions"]), *given)
    commands = ", ".join(str(one["commands"]) for one in own["levels"])
    told = f"answers that rest on a review that commands its reader, by promise: {commands}"
    return framed(f"False answers, {CALLED[way]}", table, told)


def _measures(way: str, own: Json) -> Group:
    table = plain_table(["", ""])
    for name in (*OF_ALL, TOLD):
        table.add_row(name.replace("_", " "), with_ends(own["measures"][name]))
    table.add_row("ms a question of a batch", f"{own['ms']:.1f}")
    return framed(f"At the model's own promise, {CALLED[way]}", table)


def _part(way: str, name: str, rows: Json) -> Group:
    called = PARTS.get(name, name)
    table = plain_table([called, "answerable", "first right", "given", "right of these", "unanswerable", "given"])
    for label, one in rows.items():
        shares = (_share(one["first_right"], one["answerable"]), _share(one["given"], one["answerable"]))
        right = _share(one["right"], one["given"])
        table.add_row(label, f"{one['answerable']:,}", *shares, right, f"{one['unanswerable']:,}", f"{one['false']:,}")
    return framed(f"By {called}, {CALLED[way]}", table)


def _words(way: str, kinds: Json) -> Group:
    table = plain_table(["kind", "answers", "say the truth", "say its opposite", "say neither, as quotations may"])
    for kind, one in kinds.items():
        table.add_row(kind, *(f"{one[name]:,}" for name in ("given", TRUE, OPPOSITE, OPEN)))
    return framed(f"What answers say in words, {CALLED[way]}", table)


def _share(count: int, among: int) -> str:
    return f"{count / among:.3f}" if among else ""


def _challenges(one: Json) -> Group:
    table = plain_table(["asked again", "", "of"])
    for name, called in CHALLENGES.items():
        measure = one["evaluation"].get(name)
        if measure is not None:
            table.add_row(called, with_ends(measure), f"{measure['n']:,}")
    for name in TIMES:
        measure = one["evaluation"].get(name)
        if measure is not None and measure["value"] is not None:
            table.add_row(name.replace("_", " "), f"{measure['value']:,.1f}", f"{measure['n']:,}")
    return framed(f"The flow's evaluation, on {one['threads']} threads", table)


def verdicts(one: Json) -> list[str]:
    """Precision, and coverage where it is reached; personal questions; answers from others."""
    lines = []
    for way, own in one["ways"].items():
        best = own["reached"]["known"]["95"]
        lines.append(f"{way}, best threshold for 95 %: {KNOWN_COVERAGE.verdict_of(best)}")
        # Of what nothing answers the truth is known too: an answer to it is a wrong one.
        level = max(own["levels"], key=lambda level: level["precision"])
        lines.append(f"{way}, at the highest promise: {PRECISION.verdict_of(level['all']['precision'])}")
        lines.append(f"{way}, at the highest promise: {KNOWN_COVERAGE.verdict_of(level['known']['coverage'])}")
        lines.append(f"{way}: {PERSONAL.verdict_of(own['measures'][TOLD])}")
        others = float(sum(level["from_others"] for level in own["levels"]))
        lines.append(f"{way}: {FROM_OTHERS.verdict(others)}")
    measure = one["evaluation"].get("answers_from_others")
    if measure is not None:
        lines.append(f"asked in adversarial ways: {FROM_OTHERS.verdict(measure['value'])}")
    return lines
