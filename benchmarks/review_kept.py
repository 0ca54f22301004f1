"""Single parts of the benchmark of review extraction, and what their results hang on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from infra import digests

Json = dict[str, Any]

IN_DOMAIN, ACROSS = "in-domain", "across"
WAYS: Final = {IN_DOMAIN: "features.categories=[{}]", ACROSS: "features.holdout_category={}"}
TRANSFORMER, CRF, LEXICON, MAJORITY = "transformer", "crf", "lexicon", "lexicon, majority sentiment"
METHODS: Final = {TRANSFORMER: (TRANSFORMER,), CRF: (CRF,), LEXICON: (LEXICON, MAJORITY)}  # by what is run at once
ENGINES: Final = tuple(METHODS)
_DECIDES: Final = ("source", "contract", "features", "evaluation")  # parameters that a result hangs on
CODE: Final = (  # that makes a result
    "benchmarks.kept_results",
    "benchmarks.review_kept",
    "benchmarks.review_measuring",
    "benchmarks.review_process",
    "benchmarks.review_reading",
    "benchmarks.review_short",
    "benchmarks.review_stand_in",
    "contracts",
    "evaluation",
    "features",
    "models.bundle",
    "models.errors",
    "models.minilm",
    "models.request_cells",
    "models.review_extraction",
    "models.settings",
    "models.steps",
    "models.torch_threads",
    "models.weight_average",
    "sources.public",
)


@dataclass(frozen=True)
class Part:
    """One method, asked in one way.

    Attributes:
        way: Of `WAYS`.
        domain: That is learnt and tested, or tested and not learnt.
        method: An engine or a floor.
    """

    way: str
    domain: str
    method: str

    @property
    def name(self) -> str:
        """Of its files."""
        return f"{self.way} {self.domain} {self.method}"


def note(parameters: Json, split: str, method: str) -> Json:
    """What a result hangs on: the digests of its settings, no other method's among them, and of the code."""
    own = {name: parameters[name] for name in _DECIDES if name in parameters} | {"split": split}
    if method in (TRANSFORMER, CRF):
        models = parameters["models"]
        other = CRF if method == TRANSFORMER else TRANSFORMER
        extraction = {name: one for name, one in models["extraction"].items() if name != other}
        own["models"] = {**models, "extraction": extraction}
    return {"settings": digests.of_value(own), "code": digests.of_source(CODE)}
