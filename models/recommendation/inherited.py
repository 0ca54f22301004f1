"""Behaviour that products with few events take over from products that are alike."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from .neighbours import Neighbours, product_top


def inherited(behaviour: Sequence[Neighbours], models: sp.csr_array, top: int, threads: int) -> Neighbours:
    """Rows to and from products with few events, as those they are modelled on have them.

    What leads to its models leads to the product, and it leads to where they lead: an item without events is told by
    its content in the place of the missing preferences, as in Gantner et al., "Learning Attribute-to-Feature Mappings
    for Cold-Start Recommendations", ICDM 2010.

    Args:
        behaviour: Rows that were learnt of the log, of one scale.
        models: Shares of the products that each is modelled on; (products, products).
        top: Products that are kept a product.
        threads: Of the products.
    """
    products = models.shape[0]
    if not behaviour or not models.nnz:
        return Neighbours.none(products)
    together = behaviour[0].matrix()
    for one in behaviour[1:]:
        together = sp.csr_array(together + one.matrix())
    towards = product_top(together, sp.csr_array(models.T), top, threads)
    onwards = product_top(models, sp.csr_array(together + towards), top, threads)
    # what was learnt of a product with a few events itself stays in its own source
    return Neighbours.of(sp.csr_array(towards + onwards).astype(np.float32), top)
