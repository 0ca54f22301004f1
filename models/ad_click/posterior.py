"""How unsure the model is of an ad."""

from __future__ import annotations

import numpy as np

from .batches import Floats, Positions
from .encoder import Encoder
from .parameters import PosteriorSettings


def deviation(encoder: Encoder, slots: Positions, settings: PosteriorSettings) -> Floats:
    """Posterior standard deviation of the log odds that is due to the ad, float64 (n,).

    The weights of the ad's own fields are taken as independent and normal, with the curvature of the log loss as
    precision (Chapelle and Li 2011, algorithm 3); what all candidates of a request share does not decide between them.

    Args:
        slots: Of all fields, int64 (n, fields).
    """
    names = encoder.keyer.fields.singles
    own = [names.index(name) for name in settings.fields if name in names]
    if not own:
        own = [names.index(encoder.keyer.fields.schema.required)]
    precision = settings.precision + encoder.ftrl.n[slots[:, own]]
    total: Floats = np.sqrt((1 / precision).sum(axis=1))
    return total
