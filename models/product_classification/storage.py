"""Where the parts of a bundle lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from .decisions import Decisions
from .encoder import Encoder
from .linear import LinearLeaves
from .parameters import ClassificationParameters
from .priors import Priors
from .rescoring import Rescorer
from .scoring import Scorer, Stages
from .tree import Tree

TAXONOMY: Final = "taxonomy.parquet"
PRIORS: Final = "priors.npz"


def save(scorer: Scorer, directory: Path) -> None:
    """Write all that was fitted into a directory."""
    scorer.tree.frame().to_parquet(directory / TAXONOMY, index=False)
    np.savez(directory / PRIORS, share=scorer.priors.share)
    stages = scorer.stages
    for part in (stages.encoder, stages.linear, stages.rescorer, scorer.decisions):
        part.save(directory)


def load(directory: Path, parameters: ClassificationParameters) -> Scorer:
    """Read what `save` wrote."""
    tree = Tree.of(pd.read_parquet(directory / TAXONOMY))
    with np.load(directory / PRIORS, allow_pickle=False) as arrays:
        priors = Priors(arrays["share"])
    encoder = Encoder.load(directory)
    linear, rescorer = LinearLeaves.load(directory), Rescorer.load(directory, tree)
    stages = Stages(encoder, linear, rescorer, parameters.rescoring.candidates)
    return Scorer(tree, stages, Decisions.load(directory), priors, parameters.chunk)
