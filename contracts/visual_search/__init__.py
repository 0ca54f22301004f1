"""Tables of visual search: the catalogue, photos of what is in it, and their pictures."""

from __future__ import annotations

from contracts.contract import Contract
from contracts.visual_search.catalogue import CATALOGUE, DISTRACTORS
from contracts.visual_search.photos import PHOTOS
from contracts.visual_search.pictures import IMAGES
from contracts.visual_search.request import REQUEST as REQUEST

CONTRACT = Contract(
    use_case="visual_search",
    summary="Which products of the catalogue a photo shows, and where in it; or that it shows none of them.",
    tables=(CATALOGUE, PHOTOS, DISTRACTORS),
    media=(IMAGES,),
)
