"""Review extraction: what is measured, what was asked, and what shows each challenge."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.readings import Reader, Reading, read, row, worst
from benchmarks.registered_goals import Goal
from benchmarks.registry import Bench, Shown
from benchmarks.review_targets import ACROSS, FIT, IN_DOMAIN, IN_DOMAIN_OF, LOST, SPEED, TERMS

BENCHMARKS: Final = (
    Bench(
        "dmaste",
        "review_extraction",
        "exact triplets in domain and across domains, both engines beside a lexicon",
        "real",
        (),
        ("dmaste",),
    ),
    Bench("simulated", "review_extraction_simulated", "against what was meant", "simulated", ("--engine", "crf")),
    Bench("scale", "review_extraction_scale", "ten thousand to a million reviews", "scale"),
)
DOMAINS: Final = ("electronics", "home", "fashion", "beauty")


def _result(way: str, domain: str, method: str, *path: str) -> Reader:
    key = (way, domain, method)
    return row(("results",), lambda one: (one["way"], one["domain"], one["method"]) == key, *path)


def _speed(method: str) -> Any:
    """Reviews a second on two cores, by the faster of two threads and two processes."""

    def reader(found: Any) -> Reading | None:
        rates = [
            part["reviews"] / part["seconds"]
            for one in found.get("results", [])
            if one["method"] == method and one.get("threads") == 2
            for part in (one.get("reading"), one.get("reading_together"))
            if part
        ]
        return read(max(rates)) if rates else None

    return reader


_NOISED: Final = worst(
    [_result("across", one, "transformer", "measures", "triplet_f1_noised_lost") for one in DOMAINS], highest=True
)
_OWN: Final = ("in-domain", IN_DOMAIN_OF, "transformer", "measures")

TARGETS: Final = (
    Goal.of(IN_DOMAIN, "dmaste", _result(*_OWN, "triplet_f1"), what=IN_DOMAIN_OF),
    Goal.of(TERMS, "dmaste", _result(*_OWN, "aspect_term_f1"), what=IN_DOMAIN_OF),
    *(
        Goal.of(ACROSS, "dmaste", _result("across", one, "transformer", "measures", "triplet_f1"), what=one)
        for one in DOMAINS
    ),
    Goal.of(LOST, "dmaste", _result(*_OWN, "triplet_f1_noised_lost"), what=IN_DOMAIN_OF),
    Goal.of(
        LOST,
        "dmaste",
        _NOISED,
        what="the worst of the domains that were not learnt",
        tried="the noise channel is among the lessons of both engines; one domain of four is at 3.03 points",
    ),
    *(Goal.of(target, "dmaste", _speed(method)) for method, target in SPEED.items()),
    Goal.of(FIT, "dmaste", _result("in-domain", IN_DOMAIN_OF, "transformer", "costs", "train", "seconds")),
)
EVALUATIONS: Final = (("simulated", ("engines", "crf", "evaluation")),)
SHOWN: Final = {
    "diverse attributes": Shown(
        ("tests/models_code/test_review_attributes.py", "tests/evaluation/test_review_measures.py"),
        "dmaste",
        {
            "exact triplet F1, the worst domain that was not learnt": (
                "dmaste",
                worst(
                    [_result("across", one, "transformer", "measures", "triplet_f1") for one in DOMAINS],
                    highest=False,
                ),
            ),
            "F1 of unseen aspects, in domain": ("dmaste", _result(*_OWN, "unseen_f1")),
        },
    ),
    "informal style": Shown(
        ("tests/models_code/test_review_noise.py", "tests/evaluation/test_review_challenges.py"),
        "dmaste",
        {"triplet F1 lost through the noise channel, in domain": ("dmaste", _result(*_OWN, "triplet_f1_noised_lost"))},
    ),
    "short text": Shown(
        ("tests/models_code/test_review_segments.py", "tests/evaluation/test_review_measures.py"),
        "dmaste",
        {"triplet F1 of short reviews, in domain": ("dmaste", _result(*_OWN, "triplet_f1_short_text"))},
    ),
}
