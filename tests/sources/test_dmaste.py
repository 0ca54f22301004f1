"""DMASTE becomes reviews and annotations, on lines made up here."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from infra.errors import DataError
from sources.public.dmaste import read_files, tables

LINE = "The strap is n't good , I 'd say .####[([1], [2, 4], 'NEG'), ([-1], [4], 'POS')]####Electronics"
FILES = {
    "dataset/electronics/dev.txt": LINE + "\n",
    "dataset/home/test.txt": "Nothing here .####[]####Home_and_Kitchen\n\n",
    "amazon/home.txt": "5 #### Great stuff , #### indeed\n2 #### Meh .\n",
}


def test_places_of_tokens_become_places_of_characters() -> None:
    reviews, annotations = tables(FILES)
    text = reviews.set_index("review_id").loc["electronics-dev-1", "text"]
    first, second = annotations.itertuples()
    assert text[first.aspect_start : first.aspect_end] == first.aspect == "strap"
    assert text[first.opinion_start : first.opinion_end] == first.opinion == "is n't good"
    assert (first.sentiment, second.sentiment) == ("negative", "positive")
    assert annotations["aspect_start"].isna().tolist() == [False, True]
    assert second.opinion == "good"


def test_the_domain_is_the_category_and_stars_stand_alone() -> None:
    reviews, _ = tables(FILES)
    assert reviews["category"].tolist() == ["electronics", "home", "home", "home"]
    assert reviews["split"].fillna("none").tolist() == ["valid", "test", "none", "none"]
    assert reviews["annotated"].tolist() == [True, True, False, False], "a review of nothing is annotated too"
    assert reviews["stars"].tolist()[2:] == [5.0, 2.0]
    assert reviews["text"].tolist()[2] == "Great stuff , #### indeed"


@pytest.mark.parametrize(
    "line",
    [
        "no mark",
        "a b####[([0], [7], 'POS')]####X",
        "a####[([0], [0], 'GOOD')]####X",
        "a b####[([1, 0], [0], 'POS')]####X",
    ],
)
def test_a_line_of_another_layout_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(DataError, match=r"dataset/home/dev\.txt: line 2"):
        tables({"dataset/home/dev.txt": f"a####[]####X\n{line}\n"})
    with pytest.raises(DataError, match="line 1"):
        tables({"amazon/home.txt": "Great stuff\n"})


def test_an_archive_that_lacks_a_file_or_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dmaste.tar"
    with tarfile.open(path, "w") as archive:
        for name, content in FILES.items():
            member = tarfile.TarInfo(name)
            member.size = len(content.encode())
            archive.addfile(member, io.BytesIO(content.encode()))
    with pytest.raises(DataError, match=r"dmaste\.tar"):
        read_files(path)
    path.write_bytes(b"no archive")
    with pytest.raises(DataError, match=r"dmaste\.tar"):
        read_files(path)
