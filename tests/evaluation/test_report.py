"""The page opens anywhere: nothing is fetched, nothing a value holds becomes markup, whatever is undefined is told."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from facts_for_tests import HOSTILE, facts, measure

from evaluation import card, report
from evaluation.report_charts import Gain, gains, histogram
from evaluation.report_facts import Picture

VOID = {"meta", "img", "circle", "line", "path", "rect"}
FETCHES = {"src", "srcset", "href", "xlink:href", "data", "poster", "action", "background"}


class Page(HTMLParser):
    """Reads a page, and holds that every tag is closed in its order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in FETCHES]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.mark.parametrize("champion", [True, False])
def test_a_hostile_name_stays_text_everywhere(champion: bool) -> None:
    written = report.page(facts(HOSTILE, champion=champion))
    page = Page(written)
    assert not {"script", "iframe", "img", "link", "object", "embed", "base", "form"} & set(page.tags)
    assert page.handlers == []
    assert "<script" not in written
    assert page.text.count(HOSTILE) > 15


def test_pictures_lie_in_the_page_and_their_names_stay_text() -> None:
    whole = facts()
    shot = Picture(name=HOSTILE, note=HOSTILE, png="iVBORw0KGgo=")
    written = report.page(whole.model_copy(update={"measured": whole.measured.model_copy(update={"pictures": [shot]})}))
    page = Page(written)
    assert page.tags.count("img") == 1
    assert "src='data:image/png;base64,iVBORw0KGgo='" in written
    assert "img-src data:" in written
    assert page.handlers == []
    assert "<script" not in written


def test_the_page_refers_to_itself_alone() -> None:
    written = report.page(facts())
    page = Page(written)
    assert page.addresses
    assert all(address.startswith("#") for address in page.addresses)
    for address in page.addresses:
        assert f"id='{address[1:]}'" in written
    assert "url(" not in written
    assert "@import" not in written
    assert "default-src 'none'" in written


def test_every_check_is_there_with_what_was_found_and_its_bound() -> None:
    text = Page(report.page(facts())).text
    assert "Not promoted" in text
    assert "✗ fails floor north north undefined 0.5" in text
    assert "✓ holds gain in wape gains 0.01 0" in text


def test_champion_and_challenger_stand_side_by_side_with_their_intervals() -> None:
    text = Page(report.page(facts())).text
    assert "challenger, version 7 champion, version 6" in text
    assert "wape north; lower is better 0.21 0.18 to 0.25 0.23 0.2 to 0.26 50" in text
    assert "wape: +0.0200" in text
    assert "No test example falls into: empty north." in text


def test_what_is_undefined_is_told_as_undefined() -> None:
    text = Page(report.page(facts())).text
    assert "wape_north undefined here undefined" in text
    assert "wape, north: undefined" in text
    assert " nan" not in text.lower()
    assert "None" not in text


def test_without_a_champion_nothing_is_compared() -> None:
    text = Page(report.page(facts(champion=False))).text
    assert "Against the champion" not in text
    assert "champion, version" not in text
    assert "Champion until then: none." in text


def test_a_comparison_that_is_gone_is_told() -> None:
    whole = facts()
    gone = whole.measured.model_copy(update={"comparison": None, "champion_measures": {}})
    text = Page(report.page(whole.model_copy(update={"measured": gone}))).text
    assert "no longer holds the comparison with version 6" in text


def test_rows_set_aside_and_data_versions_are_on_the_page() -> None:
    text = Page(report.page(facts())).text
    assert "north 1,200 1,190 10" in text
    assert "a" * 64 in text
    assert f"dvc md5 {'b' * 32}" in text
    assert "used as known on 2026-01-01" in text


def test_without_plots_and_latency_the_page_leaves_them_out() -> None:
    whole = facts(champion=False)
    bare = whole.measured.model_copy(update={"plots": {}, "latency_ms": []})
    page = Page(report.page(whole.model_copy(update={"measured": bare})))
    assert "Plots" not in page.text


@pytest.mark.parametrize("values", [[5.0], [5.0, 5.0], [0.0, 0.0], [-3.0, 1e9]])
def test_charts_of_few_or_equal_values_are_drawn(values: list[float]) -> None:
    drawn = histogram(values, {"p50": values[0]}, "ms") + gains([Gain("g", 0.0, 0.0, 0.0, 0.0)], "g")
    Page(drawn)
    assert "nan" not in drawn


def test_the_card_tells_what_was_declared_and_measured() -> None:
    text = card.markdown(facts())
    for heading in ("Intended use", "Out of scope", "Data", "Measured on test", "Limits", "Lineage", "How to load it"):
        assert f"# {heading}\n" in text
    assert "| wape | 0.21 | 0.18 to 0.25 | 50 | north |" in text
    assert "| wape_north | undefined |  | 0 | undefined here |" in text
    assert "| north | 1,200 | 1,190 | 10 |" in text
    assert "models:/demand-forecasting/7" in text
    assert "| compared with | version 6 |" in text


def test_a_hostile_name_breaks_no_line_and_no_table_of_the_card() -> None:
    text = card.markdown(facts(HOSTILE + "\n# not a heading"))
    assert "<script" not in text
    assert "\n# not a heading" not in text
    assert "](https://elsewhere" not in text.replace("\\]", "")
    tables = [line for line in text.splitlines() if line.startswith("| ")]
    assert all(line.replace("\\|", "").count("|") in (3, 5, 6) for line in tables)


def test_a_measure_of_thousands_is_written_in_full() -> None:
    whole = facts(champion=False)
    many = whole.measured.model_copy(update={"measures": {"rows_per_second": measure(6882.4, unit="rows/s")}})
    assert "6,882 rows/s" in card.markdown(whole.model_copy(update={"measured": many}))


def test_what_build_told_is_written_in_words() -> None:
    told = {"timed": False, "columns": {"named": ["ad", "shop"], "numeric": []}, "end": None, "train": {"rows": 12_000}}
    found = facts()
    data = found.data.model_copy(update={"splits": told})
    rows = card.examples_table(found.model_copy(update={"data": data})).rows
    assert dict(rows) == {
        "timed": "no",
        "columns": "named ad, shop, numeric none",
        "end": "none",
        "train": "rows 12,000",
    }
