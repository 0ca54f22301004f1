"""Networks whose products are weighed in half precision once, not at each call."""

from __future__ import annotations

import copy
from typing import Any


def halved(network: Any) -> Any:
    """The network as autocast to bfloat16 reads it: what it answers under autocast is the same to the bit.

    Autocast turns the weights of linear layers over at each call, which costs a few short texts as much as reading
    them. All other weights are shared with the network, which stays as it is.

    Args:
        network: A torch module that is learned, and does not change any more.
    """
    import torch

    kept = [one for one in network.modules() if not isinstance(one, torch.nn.Linear)]
    shared = {id(held): held for one in kept for held in (*one.parameters(recurse=False), *one.buffers(recurse=False))}
    found = copy.deepcopy(network, shared)
    for one in found.modules():
        if isinstance(one, torch.nn.Linear):
            one.to(torch.bfloat16)
    return found
