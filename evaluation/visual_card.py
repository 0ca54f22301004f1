"""What visual search is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To find the products of a catalogue in photos: where they are, which products they may be and how sure that "
        "is, or that nothing of the catalogue is seen."
    ),
    users="Customers who look for what they have before them, and the people who keep catalogues and shelves.",
    out_of_scope=(
        "People: it must not be used to recognise, follow or describe anybody who is in a photo.",
        "Proof of what a thing is: authenticity, contents, allergens, safety, price.",
        "Telling apart what looks the same from outside, such as sizes or flavours without a mark that is seen.",
        "Counting what lies behind or on top of each other, and measuring sizes.",
    ),
    limits=(
        "What is learnt is the catalogue's own: a network that starts from nothing knows no other things. See "
        "added_top_1 for products that it has never seen, and engine for networks that are brought along.",
        "A product is as well found as its pictures are like the photos: see top_1_added_later and the slices.",
        "Small, dark, blurred, turned or covered products are found less often: see top_1_at and top_1_lost.",
        "Boxes are learnt on photos that were put together where nobody drew any; see locator_recall and "
        "box_precision.",
        "A threshold of refusal holds for photos like those of valid: see refused_by_itself, refused_at_95 and, for "
        "products that the catalogue lacks, refused_lacking_at_95.",
        "Photos of one visit resemble each other; a split that puts them on both sides flatters. Give photos.group.",
        "Entries that make a catalogue large in a measure are made up beyond the pictures that were given: see "
        "entry_top_1_among.",
    ),
    caveats=(
        "Photos show homes, people and papers: keep them no longer than an answer needs, and log no pictures.",
        "Photos carry places and times in their EXIF data; nothing reads them but the orientation.",
        "Whoever adds pictures to the catalogue decides what is found: update takes what it is given.",
        "Catalogues change: add and remove products as they come and go, and retrain when the monitor says that the "
        "data drifted.",
    ),
)
