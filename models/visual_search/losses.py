"""What the network is taught by: to lie near the vector of its picture's product, far from all others."""

from __future__ import annotations

import torch
from torch import nn


class CosineSoftmax(nn.Module):
    """Softmax over cosines with a vector of each product, which is learned.

    Wang et al., "NormFace: L2 Hypersphere Embedding for Face Verification", 2017; with a margin that of Wang et al.,
    "CosFace: Large Margin Cosine Loss for Deep Face Recognition", 2018.

    Args:
        products: That are told apart.
        dimensions: Of the vectors.
        scale: What cosines are multiplied by.
        margin: Taken off the cosine of the right product, as far as it is the right one.
        smoothing: Share of each label that is spread over all products.
    """

    def __init__(self, products: int, dimensions: int, scale: float, margin: float, smoothing: float) -> None:
        super().__init__()
        self.centres = nn.Parameter(torch.randn(products, dimensions) / dimensions**0.5)
        self.scale, self.margin, self.smoothing = scale, margin, smoothing

    def forward(self, vectors: torch.Tensor, codes: torch.Tensor, others: torch.Tensor, share: float) -> torch.Tensor:
        """Mean loss of a step.

        Args:
            vectors: Of unit length; (n, dimensions).
            codes: Of each picture's product; (n,).
            others: Of the product that is mixed in; (n,).
            share: Of a picture that its own product has, 0 to 1.
        """
        cosines = vectors @ nn.functional.normalize(self.centres, dim=1).T
        margins = torch.zeros_like(cosines)
        rows = torch.arange(len(codes), device=codes.device)
        margins[rows, codes] += self.margin * share
        margins[rows, others] += self.margin * (1.0 - share)
        logits = self.scale * (cosines - margins)
        own = nn.functional.cross_entropy(logits, codes, label_smoothing=self.smoothing)
        other = nn.functional.cross_entropy(logits, others, label_smoothing=self.smoothing)
        return share * own + (1.0 - share) * other
