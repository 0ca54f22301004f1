"""Tables of ad-click probability: which ads were shown to whom and where, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contracts.common_rules import has_happened, not_negative
from contracts.contract import Column, Contract, Kind, RowRule, Table
from infra.errors import SettingsError

_MOMENT = "2024-01-31T10:15:00Z"

CLICK = "click"
CONVERSION = "conversion"
# What is known only after the ad was shown, or by the policy that showed it: never a feature.
OUTCOMES = (CLICK, CONVERSION, "spend", "propensity")
# Columns that examples and requests have besides.
RESERVED = ("request_id", "example_id", "label", "ad_age_days", "new_ad", "cold_customer", "slice_campaign")

_FEATURES = (
    Column(
        name="customer", kind=Kind.ID, description="Who saw it: an account, a cookie, a hash.", examples=("c8f1", "77")
    ),
    Column(name="ad", kind=Kind.ID, description="The ad that was shown."),
    Column(name="campaign", kind=Kind.ID, description="The campaign that the ad belongs to."),
    Column(name="advertiser", kind=Kind.ID, description="Whose campaign it is."),
    Column(
        name="placement", kind=Kind.ID, description="Where it was shown: a page, a slot.", examples=("search-top", "12")
    ),
    Column(name="position", kind=Kind.NUMBER, unit="place", description="Place among the ads shown; 1 is the top."),
    Column(name="device", kind=Kind.ID, description="What it was shown on.", examples=("phone", "desktop")),
)

IMPRESSIONS = Table(
    name="impressions",
    description="One row per ad that was shown once, clicked or not. Hashed ids are welcome, and so are columns of "
    "millions of values. Further columns are used where they are declared: contract.categorical for names and ids, "
    "contract.numeric for amounts, as in --set 'contract.categorical=[query, shop]' --set 'contract.numeric=[price]'.",
    key=("impression_id",),
    known_at="time",
    columns=(
        Column(
            name="impression_id",
            kind=Kind.ID,
            required=True,
            nullable=False,
            description="Unique id of the impression.",
        ),
        Column(
            name=CLICK,
            kind=Kind.FLAG,
            required=True,
            nullable=False,
            description="Whether the ad was clicked in the end.",
        ),
        Column(
            name="time",
            kind=Kind.TIME,
            unit="UTC",
            description="When it was shown. With it, models are tested on the latest impressions and learn from "
            "earlier ones alone; the rows may come in any order.",
            examples=(_MOMENT,),
        ),
        *_FEATURES,
        Column(
            name="propensity",
            kind=Kind.NUMBER,
            unit="probability",
            description="With which probability this ad was chosen among those that might have been shown; policies "
            "are valued by it.",
            examples=("0.25",),
        ),
        Column(
            name=CONVERSION,
            kind=Kind.FLAG,
            description="Whether it led to what the advertiser wants, such as a purchase.",
        ),
        Column(name="spend", kind=Kind.NUMBER, unit="money", description="Money that came of the impression."),
    ),
    row_rules=(
        *has_happened("what is still to be shown cannot have been clicked: a plan or a wrong date"),
        RowRule(
            name="propensity_is_a_probability",
            check="between",
            columns=("propensity",),
            options={"above": 0, "max": 1},
            because="an ad that was shown cannot have had no chance of being shown; where the chance is not known, "
            "leave the cell empty",
        ),
        not_negative("position", "positions are counted from the top"),
        not_negative("spend", "money that goes back is another booking, not what an impression brought"),
    ),
)

CONTRACT = Contract(
    use_case="ad_click",
    summary="How probable it is that an ad is clicked (or leads to a conversion) when it is shown, and which to show.",
    tables=(IMPRESSIONS,),
)

# Rows of one value compete, so they are answered at once, unless the request parameters are these (or not given).
TOGETHER = "request_id"
APART = {"policy": "none"}

REQUEST = Table(
    name="request",
    description="What the champion answers: ads that might be shown, a row each. Columns that were declared when it "
    "was trained are asked of it too; a column that it does not know is left out.",
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Rows with the same one compete for the same place; a policy chooses among them, so in a file "
            "they lie together. Empty: for itself.",
        ),
        Column(
            name="time",
            kind=Kind.TEXT,
            unit="ISO date and time",
            description="When it would be shown; absent or empty: now, the moment at which it is asked.",
            examples=(_MOMENT,),
        ),
        *_FEATURES,
    ),
)


def with_options(options: Mapping[str, Sequence[str]]) -> Contract:
    """The contract with further columns of impressions.

    Args:
        options: `categorical` and `numeric`: names of columns, in the order in which they are used.

    Raises:
        SettingsError: A name is empty, declared twice, or one that the contract or the examples have already.
    """
    declared = [
        (f"contract.{kind}", name.strip()) for kind in ("categorical", "numeric") for name in options.get(kind, ())
    ]
    _check(declared)
    if not declared:
        return CONTRACT
    further = tuple(_column(option, name) for option, name in declared)
    table = IMPRESSIONS.model_copy(update={"columns": (*IMPRESSIONS.columns, *further)})
    return CONTRACT.model_copy(update={"tables": (table,)})


def _column(option: str, name: str) -> Column:
    kind = Kind.ID if option == "contract.categorical" else Kind.NUMBER
    return Column(name=name, kind=kind, required=True, description=f"Declared in {option}.")


def _check(declared: Sequence[tuple[str, str]]) -> None:
    known = {column.name.casefold() for column in IMPRESSIONS.columns}
    seen: dict[str, str] = {}
    for option, name in declared:
        folded = name.casefold()
        if not folded:
            raise SettingsError(f"{option} has an empty name.", "Leave it out.")
        if folded in OUTCOMES:
            raise SettingsError(
                f"{option} names {name}, which is known only after an ad was chosen or shown: learnt from, it would "
                "tell what is to be predicted.",
                f"Leave it out; impressions.{folded} is read as it is.",
            )
        if folded in known:
            raise SettingsError(
                f"{option} names {name}, which impressions has anyway.", "Leave it out; it is used without being named."
            )
        if folded in RESERVED:
            raise SettingsError(
                f"{option} names {name}, a name that examples and requests use for something else.",
                "Rename the column of your table.",
            )
        if folded in seen:
            raise SettingsError(
                f"{option} names {name}, which {seen[folded]} names already.", "Name it once, with the kind it is of."
            )
        seen[folded] = option
