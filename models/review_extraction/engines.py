"""Which engine reads: fitted as the settings say, loaded as it was stored."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..errors import InputError
from ..steps import Told
from .extracted import Reviews
from .extraction_settings import ExtractionSettings
from .extractor import Extractor

_CRF_FILE: Final = "crf.npz"


def fit_engine(
    train: Reviews,
    valid: Reviews,
    unlabelled: Reviews,
    settings: ExtractionSettings,
    *,
    seed: int,
    threads: int,
    progress: Told,
) -> Extractor:
    """Fit the engine that the settings name.

    Args:
        train: To learn from.
        valid: Decide when to stop, how sure to be, and from where on to tell.
        unlabelled: Reviews that nobody annotated; their texts and stars help.
        settings: Of the engine.
        seed: Of everything that is drawn.
        threads: Of the network.
        progress: Told the share that is done.

    Raises:
        InputError: There is nothing to learn from, or nothing to judge by.
    """
    for name, given in (("train", train), ("valid", valid)):
        if not len(given.triplets):
            raise InputError(
                f"the {name} split has {len(given)} reviews and no annotation; add rows to `annotations` for them."
            )
    if settings.engine == "crf":
        from .crf import CrfExtractor

        return CrfExtractor.fit(
            train, valid, unlabelled, settings.crf, settings.noise, seed=seed, threads=threads, progress=progress
        )
    # torch is not read where the light engine is enough
    from .transformer import TransformerExtractor

    return TransformerExtractor.fit(
        train, valid, unlabelled, settings.transformer, settings.noise, seed=seed, threads=threads, progress=progress
    )


def load_engine(directory: Path) -> Extractor:
    """Read what an engine's `save` wrote."""
    if (directory / _CRF_FILE).exists():
        from .crf import CrfExtractor

        return CrfExtractor.load(directory)
    from .transformer import TransformerExtractor

    return TransformerExtractor.load(directory)
