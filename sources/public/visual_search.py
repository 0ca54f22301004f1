"""The public data set of visual search: where it is, and what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

# The home serves the pictures singly and larger; a local folder or a mirror has to carry them as one archive.
ARCHIVE: Final = PublicFile(
    "visual_search/grocery-store.tar", "94e66a8519e2779651ac9994a78a29cfe859731ddfd5d1cdbdcb6f68b64aa397"
)

GROCERY_STORE: Final = Source(
    name="grocery-store",
    use_case="visual_search",
    summary="Photos that a phone took of 81 products in the shelves of shops, and for each product one clean picture "
    "and a text.",
    home="https://github.com/marcusklasson/GroceryStoreDataset",
    licence="MIT",
    citation="Klasson, M., Zhang, C., Kjellström, H.: A Hierarchical Grocery Store Image Dataset with Visual and "
    "Semantic Labels, WACV 2019",
    metric="top-1 of the product by its clean picture, percent of the photos of val; the floor is of colour and "
    "gradient histograms",
    writer="sources.public.grocery_store:write",
    rows={"train": 2_640, "test": 296, "catalogue": 81},
    floor=7.1,
    notes=(
        "The test is the set's own val; its official test is not in the archive. valid is carved from train.",
        "Pictures were made smaller, to 224 pixels at their longest side.",
        "Each photo shows one product, mostly many pieces of it, and says nothing of where: there are no boxes.",
        "Photos of a product were taken on few visits, and val has photos of the visits of train: their light, shelf "
        "and shop help to tell products apart. A plain histogram of colours is right for most of val by the nearest "
        "photo of train, and for few of a visit that it did not see.",
    ),
    files=(ARCHIVE,),
)

SOURCES: tuple[Source, ...] = (GROCERY_STORE,)
