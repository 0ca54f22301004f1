"""What was measured of review extraction on the simulated market as text."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import costs_of_steps, framed, plain_table, rows_set_aside, with_ends

Json = dict[str, Any]

TRIPLETS: Final = {
    "triplet_precision": "precision",
    "triplet_recall": "recall",
    "triplet_f1": "triplet F1",
    "aspect_f1": "aspects F1",
    "opinion_f1": "opinions F1",
    "polarity_accuracy": "polarity",
    "implied_f1": "implied aspects",
    "unseen_f1": "unseen aspects",
    "triplet_f1_short_text": "short reviews",
    "ece": "ECE",
    "told_of_nothing": "told of nothing",
}
CLUSTERS: Final = {
    "attribute_purity": "purity",
    "attribute_inverse_purity": "completeness",
    "attribute_f1": "their harmonic mean",
}
GOES_WITH: Final = (
    "of whole copies the first is kept; with another text under an id its good row goes too, and annotations go with "
    "their review and with those that contradict them"
)
VIEWS: Final = {"known": "of products as the version knows them", "told": "of held-out reviews that the request tells"}


def shown(found: Json) -> Group:
    """Tables of what is true and what each engine makes of it.

    Args:
        found: What `review_extraction_simulated.measured` returns.
    """
    parts: list[Any] = [rows_set_aside(name, kinds, GOES_WITH) for name, kinds in found["planted"].items()]
    engines = found["engines"]
    parts += [_triplets(engines), _manners(engines), _clusters(engines)]
    for engine, one in engines.items():
        parts += [_views(engine, one["views"]), _contradictions(engine, one["views"]), _names(engine, one["clusters"])]
        parts.append(costs_of_steps(one["costs"]))
    return Group(*parts)


def _triplets(engines: Json) -> Group:
    table = plain_table(["", *engines])
    for name, called in TRIPLETS.items():
        cells = [one["triplets"].get(name) for one in engines.values()]
        table.add_row(called, *("" if cell is None else with_ends(cell) for cell in cells))
    reviews = next(iter(engines.values()))["reviews"]
    told = "95 % intervals over products; told of nothing: reviews that judge nothing of which something is told"
    return framed(
        f"Triplets of {reviews:,} held-out reviews that nobody annotated, against what was meant", table, told
    )


def _manners(engines: Json) -> Group:
    table = plain_table(["written with", *engines])
    names = dict.fromkeys(name for one in engines.values() for name in one["by_manner"])
    for name in names:
        table.add_row(name, *(with_ends(one["by_manner"][name]) for one in engines.values()))
    return framed("Triplet F1 by how a review is written", table)


def _clusters(engines: Json) -> Group:
    table = plain_table(["", "names", *CLUSTERS.values()])
    for engine, one in engines.items():
        found = one["clusters"]
        for name, part in ((engine, "measures"), (f"{engine}, each name its own", "alone")):
            cells = (found[part][measure] for measure in CLUSTERS)
            table.add_row(name, f"{found['surfaces']:,}", *("" if cell is None else f"{cell:.3f}" for cell in cells))
    return framed("Names of attributes, each once, that have one meaning: do they meet?", table)


def _views(engine: str, views: Json) -> Group:
    table = plain_table(["rating", "asked of", "rank correlation", "MAE"])
    for view, one in views.items():
        for way, found in one["ratings"]["ways"].items():
            table.add_row(way, view, with_ends(found["rank_correlation"]), with_ends(found["mae"]))
    sure = plain_table(
        [
            "mentions",
            "asked of",
            "ratings",
            "MAE",
            "if heard without an error",
            "width",
            "holds the truth",
            "in own stars",
        ]
    )
    for view, one in views.items():
        for name, part in one["ratings"]["by_mentions"].items():
            heard = "" if part["heard_mae"] is None else f"{part['heard_mae']:.2f}"
            cells = (f"{part['rows']:,}", f"{part['mae']:.2f}", heard, f"{part['width']:.2f}")
            holds = (with_ends(part[held], 2) for held in ("coverage", "coverage_own"))
            sure.add_row(name, view, *cells, *holds)
    counts = "; ".join(
        f"{view}: {one['ratings']['rows']:,} attributes of {one['ratings']['products']:,} products, {VIEWS[view]}"
        for view, one in views.items()
    )
    meant = ", ".join(sorted({f"{one['interval']:.0%}" for one in views.values()}))
    scale = ", ".join(f"{stars:.2f}" for stars in next(iter(views.values()))["scale"])
    stars = f"own stars: a negative, a neutral and a positive opinion are worth {scale}, the simulator's 1, 3 and 5"
    return Group(
        framed(f"{engine}: attribute ratings against true ones, in stars", table, counts),
        framed(f"{engine}: are few mentions less sure?", sure, f"meant to hold it in {meant}; {stars}"),
    )


def _contradictions(engine: str, views: Json) -> Group:
    table = plain_table(["against", "asked of", "attributes", "flagged", "truly", "precision", "recall"])
    for view, one in views.items():
        found = one["contradictions"]
        for name in ("divisive", "disagreeing"):
            cells = (with_ends(found[name][part], 2) for part in ("base", "precision", "recall"))
            table.add_row(name, view, f"{found['rows']:,}", f"{found['flagged']:,}", *cells)
    told = "of attributes with five mentions and more; divisive: customers at large; disagreeing: these very reviews"
    return framed(f"{engine}: what is said to contradict", table, told)


def _names(engine: str, clusters: Json) -> Group:
    table = plain_table(["attribute", "canonical name: what it was said for"])
    table.columns[1].justify = "left"
    table.columns[1].no_wrap = False
    for attribute, names in clusters["shown"].items():
        told = "; ".join(f"{name}: {', '.join(own)}" for name, own in names.items())
        table.add_row(attribute, told)
    return framed(f"{engine}: names that met", table)
