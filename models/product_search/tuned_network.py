"""The layers of MiniLM that tuning changed, as a file beside the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from .. import minilm

_FILE: Final = "network.safetensors"
_TUNED: Final = "encoder."  # embeddings of word pieces stay what they are


def tunable(network: Any) -> list[Any]:
    """Parameters that are tuned; all others are frozen.

    A few thousand queries cannot better the vectors of 30,000 word pieces, and would only move those that they name.
    """
    chosen = []
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name.startswith(_TUNED))
        if parameter.requires_grad:
            chosen.append(parameter)
    return chosen


def rounded(network: Any) -> Any:
    """The network with weights that half precision holds, so that what is stored is also what is searched with."""
    return network.half().float().eval()


def write_network(network: Any, directory: Path) -> None:
    """Write what tuning may have changed, in half precision."""
    from safetensors.torch import save_file

    state = {name: value.half().contiguous() for name, value in network.state_dict().items() if _is_tuned(name)}
    save_file(state, directory / _FILE)


def read_network(directory: Path) -> Any:
    """MiniLM with the layers that `write_network` wrote; None where it wrote none."""
    if not (directory / _FILE).exists():
        return None
    from safetensors.torch import load_file

    network = minilm.network()
    network.half().float()
    network.load_state_dict({name: value.float() for name, value in load_file(directory / _FILE).items()}, strict=False)
    return network.eval()


def _is_tuned(name: str) -> bool:
    return name.startswith(_TUNED)
