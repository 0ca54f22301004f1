"""The public data set of review extraction: where it is, and what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

# The home serves the files singly; a local folder or a mirror has to carry them as one archive.
ARCHIVE: Final = PublicFile(
    "review_extraction/dmaste/dmaste.tar",
    "ab992d92f519e4d44937c389c21b0a7d7c487377c670c2695570664de27e5953",
    "50d25280b7f071ee36cd2b4609f1ad4228c3c5810aa836cca74cc7b06800f231",
)

DMASTE: Final = Source(
    name="dmaste",
    use_case="review_extraction",
    summary="5,480 Amazon reviews of four domains with aspects, opinions and sentiments, four in ten aspects implied; "
    "and 30,000 with stars alone.",
    home="https://github.com/NJUNLP/DMASTE",
    licence="MIT",
    citation="Xu, T. et al.: Measuring Your ASTE Models in The Wild: A Diversified Multi-domain Dataset For Aspect "
    "Sentiment Triplet Extraction, Findings of ACL 2023",
    metric="exact triplet F1 of the test; of one domain with --set 'features.categories=[electronics]', of one that "
    "was not learnt with --set features.holdout_category=electronics",
    writer="sources.public.dmaste:write",
    rows={"train": 3_831, "valid": 550, "test": 1_099, "with stars alone": 30_000},
    notes=(
        "The domain (electronics, home, fashion, beauty) is the category; the finer one that a line ends with is not "
        "handed on.",
        "Texts are tokens, parted by a blank: `it 's`, `did n't`. They are taken as they stand, and places of tokens "
        "become places of characters in them. Nobody writes so: what a model learns of spacing there does not help on "
        "reviews as they are written.",
        "Opinions are always written; aspects are implied in 40 to 47 of 100 triplets. Four rows are there twice, and "
        "validation counts them once.",
        "Annotated reviews have no stars, no product and no time. Reviews with stars alone are of other products, and "
        "of three of the domains: beauty has none.",
    ),
    files=(ARCHIVE,),
)

SOURCES: tuple[Source, ...] = (DMASTE,)
