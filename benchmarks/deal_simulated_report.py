"""What was measured of deal ranking on the simulated market as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.deal_new_deals import NEW, SHOWINGS, WARM
from benchmarks.deal_replays import FIRST_HOURS
from benchmarks.deal_simulated_measures import CHOSEN, NEW_AFTER
from benchmarks.deal_targets import LOST, NEW_OF_WARM, OF_POPULAR, REVENUE, VIOLATIONS
from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends

Json = dict[str, Any]

OWN: Final = "ours"
OURS_ALONE: Final = {"lost": "NDCG lost", "of_greedy": "over alpha 1"}


def shown(found: Json) -> Group:
    """Tables of each seed, then the verdicts.

    Args:
        found: What `deal_ranking_simulated.measured` returns.
    """
    parts: list[Any] = []
    for one in found["runs"].values():
        if one["choice"]:
            parts.append(_choice(one["choice"]))
        parts += [_policies(one), _first_hours(one["policies"])]
        if one["new"]:
            parts.append(_new(one["new"]))
        if one["evaluation"]:
            parts.append(_evaluation(one["evaluation"]))
        parts.append(costs_of_steps(one["costs"]))
    lines = [line for one in found["runs"].values() for line in verdicts(one)]
    return Group(*parts, "\n".join([*lines, *verdicts_of_all(found)]))


def _policies(one: Json) -> Group:
    heads = (
        "",
        "revenue",
        "over popularity",
        "of the bound",
        "redeemed",
        "NDCG@5, own",
        "common",
        "of popularity's",
        *OURS_ALONE.values(),
        "sold",
        "s",
    )
    table = plain_table(heads)
    for name, of in one["policies"].items():
        own = (with_ends(of[name]) if name in of else "" for name in OURS_ALONE)
        ends = (with_ends(of["of_popular"], 2), f"{of['of_bound']:.3f}", f"{of['redeemed']:,.0f}")
        ends += (f"{of['ndcg']['value']:.3f}", f"{of['common']['value']:.3f}", with_ends(of["ndcg_of_popular"], 2))
        table.add_row(name, f"{of['revenue']:,.0f}", *ends, *own, f"{of['sold']:.3f}", f"{of['seconds']:.0f}")
    title = f"{one['world']}: {one['visits']:,} visits with {one['slots']:,} places, {one['deals']:,} deals"
    told = (
        f"revenue that nobody can pass: {one['bound']:,.0f}, without limits of stock {one['free']:,.0f}; 95 % "
        "intervals over customers; NDCG@5 by the true probability, in the policy's own course and in popularity's, "
        "which all have in common; lost: there, of the NDCG of ours at alpha 0; s: seconds of ranking and learning"
    )
    return framed(title, table, told)


def _choice(choice: Json) -> Group:
    table = plain_table(["alpha", "revenue", "over popularity", "NDCG lost"])
    for alpha, of in choice["tries"].items():
        ends = (with_ends(of[name]) for name in ("of_popular", "lost"))
        table.add_row(alpha, f"{of['revenue']:,.0f}", *ends)
    told = f"most revenue of those that lose no more than {LOST.bound:g} beyond noise: {choice['alpha']:g}"
    return framed("Which alpha goes into the test, by the two weeks before it", table, told)


def _first_hours(policies: Json) -> Group:
    table = plain_table(["share of redemptions missed", *(f"first {hours} h" for hours in FIRST_HOURS)])
    for name, of in policies.items():
        cells = (of["first_hours"][str(hours)] for hours in FIRST_HOURS)
        shares = ("" if cell["missed"] is None else f"{cell['missed']:.3f} of {cell['wanted']:,.0f}" for cell in cells)
        table.add_row(name, *shares)
    told = "expected redemptions that deals would have more in their first hours if lists went by the true probability"
    return framed("Regret of young deals", table, told)


def _new(new: Json) -> Group:
    table = plain_table(["deals", "NDCG@5, true", "of warm"])
    table.add_row(WARM, with_ends(new["measures"][WARM]), "")
    for showings in SHOWINGS:
        name = f"{NEW} {showings}"
        ends = (with_ends(new["measures"][name]), with_ends(new["measures"][f"{name} of warm"]))
        table.add_row(f"new, {showings} showings", *ends)
    return framed(f"Deals of offers never seen beside others, equally many, in {new['visits']:,} visits", table)


def _evaluation(measures: Json) -> Group:
    table = plain_table(["measure", "value", "requests"])
    for name, one in measures.items():
        table.add_row(name, with_ends(one, 4), f"{one['n']:,}")
    return framed("What the flow's evaluation measures, on the log", table)


def verdicts(one: Json) -> list[str]:
    """One line a target: what was measured of the alpha that was chosen before, what is asked, met or missed."""
    ours = {name: of for name, of in one["policies"].items() if name.startswith(OWN)}
    if not ours:
        return ["ours was not asked: no target is met or missed by this"]
    lines = [f"seed {one['world']['seed']}", *_of_chosen(ours.get(CHOSEN))]
    if one["new"]:
        lines.append(NEW_OF_WARM.verdict_of(one["new"]["measures"][NEW_AFTER]))
    wrong = sum(sum(of["violations"].values()) for of in ours.values())
    return [*lines, VIOLATIONS.verdict(wrong)]


def verdicts_of_all(found: Json) -> list[str]:
    """The same of all seeds together; nothing of one alone."""
    if not found["pooled"]:
        return []
    lines = [f"seeds {', '.join(found['runs'])} together", *_of_chosen(found["pooled"]["chosen"])]
    if found["pooled"]["new"]:
        lines.append(NEW_OF_WARM.verdict_of(found["pooled"]["new"]["measures"][NEW_AFTER]))
    return lines


def _of_chosen(one: Json | None) -> list[str]:
    if one is None:
        return ["no alpha was chosen before the test: no target of revenue or NDCG is met or missed by this"]
    targets = {"of_popular": REVENUE, "lost": LOST, "ndcg_of_popular": OF_POPULAR}
    return [f"{CHOSEN}: {target.verdict_of(one[name])}" for name, target in targets.items()]
