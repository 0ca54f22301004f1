"""How fast each part of the network learns, and when."""

from __future__ import annotations

from typing import Any

from .network import Network
from .transformer_settings import TransformerSettings


def groups_of(network: Network, further: list[Any], settings: TransformerSettings) -> list[dict[str, Any]]:
    """Parameters and their rates: the lower a layer, the less it learns; vectors of word pieces stay.

    A few thousand reviews name few of 30,000 word pieces, and would move those alone.
    """
    network.encoder.requires_grad_(False)
    layers = list(network.encoder.encoder.layer)
    groups = []
    for depth, layer in enumerate(reversed(layers)):
        layer.requires_grad_(True)
        groups.append({"params": list(layer.parameters()), "lr": settings.learning_rate * settings.layer_decay**depth})
    new = [
        *network.spans.parameters(),
        *network.pairing.parameters(),
        *network.alone.parameters(),
        network.layers,
        *further,
    ]
    return [*groups, {"params": new, "lr": settings.head_rate}]


def slope(step: int, total: int, warm_share: float) -> float:
    """What rates are multiplied by at a step: linear warm-up in a share of them, then linear decay to zero."""
    warm = max(int(total * warm_share), 1)
    return (step + 1) / warm if step < warm else max((total - step) / max(total - warm, 1), 0.0)
