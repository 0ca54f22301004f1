"""How much is told of products, by whom, and how often that is wrong; how questions are asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ToldRates:
    """Shares of facts of products, unless said otherwise.

    Attributes:
        had: Of the facts of its domain that a type of product has.
        works: Of the things that a product works with.
        silent: Told by nobody.
        attribute, bullet, description, community, review: Told there.
        again: Of those, of which a second customer tells, too.
        community_right, review_right: Of what is told there.
        conflict: Of facts that the maker tells twice: one of them is wrong.
        vague: Of which a review speaks without telling them.
        chatter: To which a customer answers without knowing.
        good_votes, poor_votes: Mean votes of right answers; of others.
        prompted: Products with a review that wants to command who reads it.
        listed: Bullets that are a JSON list; the others are lines.
        structured: Numbers of attributes that are an object of value and unit.
    """

    had: float = 0.7
    works: float = 0.5
    silent: float = 0.22
    attribute: float = 0.45
    bullet: float = 0.32
    description: float = 0.28
    community: float = 0.3
    review: float = 0.22
    again: float = 0.4
    community_right: float = 0.88
    review_right: float = 0.9
    conflict: float = 0.12
    vague: float = 0.1
    chatter: float = 0.12
    good_votes: float = 4.0
    poor_votes: float = 0.5
    prompted: float = 0.06
    listed: float = 0.5
    structured: float = 0.5


@dataclass(frozen=True)
class AskedRates:
    """Attributes:
    fact, untold: Shares of facts that are asked for: told by somebody, told by nobody.
    judged, unjudged: Of attributes that reviews judge often enough; of others.
    least_reviews: Sentences about an attribute from which on its reviews answer.
    one_sided: Share of them from which on they are said to agree.
    reworded: Questions that are asked in five other ways, too.
    abroad: Questions in another language.
    small, bare, slipped: In small letters; without a question mark; with a slip.
    polite: Beginning with a greeting.
    candidates: Of a question about a product, whatever answers it; what is missing is filled up with other passages.
    most_sentences: Of reviews among the candidates of a question of opinion.
    """

    fact: float = 0.3
    untold: float = 0.13
    judged: float = 0.12
    unjudged: float = 0.02
    least_reviews: int = 2
    one_sided: float = 0.65
    reworded: float = 0.06
    abroad: float = 0.06
    small: float = 0.35
    bare: float = 0.3
    slipped: float = 0.12
    polite: float = 0.12
    candidates: int = 10
    most_sentences: int = 6


@dataclass(frozen=True)
class AccountRates:
    """Attributes:
    on_the_way: Customers with orders that are not there yet.
    ways: The most of those of a customer.
    again: Purchases that are made again.
    listed: Of the products that were looked at and not bought, those on a list.
    reminders: Mean reminders.
    returned, cancelled: Shares of old orders.
    delivery, delivery_here: Customers with orders on the way who ask when these come; such orders that are asked for.
    order_status: Orders whose status is asked for.
    last_bought: Customers who ask what they bought last.
    last_bought_here, how_often_here, spent_here: Orders whose product is asked about so.
    on_list_here, off_list_here: Products on a list that are asked for; products looked at, but on none.
    reminder: Reminders that are asked for.
    in_vain: Customers who ask for what they have none of.
    adversarial: Those who ask for the account of another one.
    nobody: Account questions of which the customer is not told.
    unknown: Of which the customer is none.
    out_of_scope: Questions that no table answers, for each one of a customer.
    """

    on_the_way: float = 0.35
    ways: int = 2
    again: float = 0.25
    listed: float = 0.2
    reminders: float = 1.2
    returned: float = 0.05
    cancelled: float = 0.03
    delivery: float = 0.5
    delivery_here: float = 0.25
    order_status: float = 0.04
    last_bought: float = 0.25
    last_bought_here: float = 0.05
    how_often_here: float = 0.05
    spent_here: float = 0.05
    on_list_here: float = 0.1
    off_list_here: float = 0.03
    reminder: float = 0.25
    in_vain: float = 0.1
    adversarial: float = 0.12
    nobody: float = 0.04
    unknown: float = 0.02
    out_of_scope: float = 0.05


TOLD_RATES, ASKED_RATES, ACCOUNT_RATES = ToldRates(), AskedRates(), AccountRates()
