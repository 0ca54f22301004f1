"""A cut of the barcode reference of UHTT: where it is, what a plain baseline reached, what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

FOLDER: Final = "product_classification/uhtt"
# The home serves the whole reference in a layout of its own, so that a local folder or a mirror has to carry the cut.
TRAIN: Final = PublicFile(
    f"{FOLDER}/train.tsv",
    "d966a133ea08fe5bfe040bd8dc8567fe5cfde326e632d2842cdde5d5167191aa",
    "bc6cb5e1797b8db4fc067484adb57f527d1c0fc010dcad0496e8e2b4980ac70f",
)
VALID: Final = PublicFile(
    f"{FOLDER}/valid.tsv",
    "f95c256bf2e8eb11874773142d7d12913abfb6aaa1fe2c9812b8ec9af6d9bb05",
    "ff22b4781291dea0501abc5c5cdc26958ca47fb6c2e452134bb96cdc8d271af8",
)
TEST: Final = PublicFile(
    f"{FOLDER}/test.tsv",
    "95b57d394bbd41d7973f04f48f3a7f9f1fd1f278b3538aa961e31068897f68cb",
    "0a5afcba436dfc332d905a94ed6f4907956ecce2c18af4a20511612d2c1fe29b",
)

UHTT: Final = Source(
    name="uhtt",
    use_case="product_classification",
    summary="214,446 goods by short names, Russian and English, many without a brand, under 2,046 leaves of a tree.",
    home="https://github.com/papyrussolution/UhttBarcodeReference",
    licence="none stated",
    citation="Papyrus Solution: Universe-HTT barcode reference, github papyrussolution/UhttBarcodeReference",
    metric="share of test listings whose first leaf is right (top-1). Of the same floor the right leaf is among the "
    "first five of .826, and macro-F1 is .564",
    writer="sources.public.uhtt_tables:write",
    rows={"train": 171_554, "valid": 21_498, "test": 21_394},
    floor=0.638,
    notes=(
        "The files are a cut of the reference, made by others: at most 141 listings a leaf in train, a valid and a "
        "test part, and no text that two parts share. Leaves of the reference hold 20 to 193,943 goods, so the cut is "
        "much more even than a shop is: accuracy on it says nothing of how often a shop's listings would be right.",
        "Three leaves have no listing in train; 5 listings of valid and 10 of test are theirs. 62 have fewer than 10 "
        "in train. Leaves overlap (Computer, Desktops, Workstations; an English and a Russian name of one thing): no "
        "system can be right everywhere.",
        "The tree is read from paths, whose segments are parted by a slash, but names have slashes too (Media - "
        "Action/Adventure). A part is taken for a folder where it ends in ' (folder)' or three leaves or more lie "
        "below it; everything else belongs to the name of the leaf. Folders have no id of their own: theirs is their "
        "path. A root was put above.",
        "Read so, no listing is filed under an inner node. Cut at every slash, two would be: Media - Drama above "
        "Media - Drama/Silent, and Media - Comedy above Media - Comedy/Drama.",
        "There is no price, description, language or time. Barcodes are not handed on: the contract has no place "
        "for them, and their first digits give the maker away.",
    ),
    files=(TRAIN, VALID, TEST),
)
