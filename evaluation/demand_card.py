"""What demand forecasting is for and what it is not."""

from __future__ import annotations

from evaluation.card_text import CardText

CARD = CardText(
    intended_use=(
        "To say how many units of a product will be wanted in a region, week by week up to a year ahead, with P10, P50 "
        "and P90, so that stock can be bought and placed; and the same of sums: a product everywhere, a region, a "
        "category, a country, everything."
    ),
    users="Planners and services that buy, place and transfer stock; finance for totals.",
    out_of_scope=(
        "Setting prices: planned prices and promotions are taken as given, and their effect is not causal.",
        "Horizons beyond those that training had targets for; they are refused.",
        "Single orders, baskets or customers.",
        "Demand of weeks in which a whole region recorded nothing: they are unknown, not zero.",
    ),
    limits=(
        "Products without history are forecast from their likes; see wape_history_0 and wape_ratio_new_to_year.",
        "Spikes that no event, promotion or season announces are not foreseen; see spike_recall.",
        "Quantiles do not add up: only means of parts sum to the mean of the whole; see incoherence.",
        "Where most weeks sell nothing, P50 is 0 and says little; place such stock by P90 or by the mean.",
        "Intervals were calibrated on the past; when demand shifts they cover less; see coverage_80.",
        "Small regions are noisier than large ones; see wape_worst_region.",
    ),
    caveats=(
        "Stock placed by a forecast shapes what can be sold, and so the next forecast: keep the flag of stock-outs, or "
        "products that were placed too low stay low.",
        "A region that was served badly has little history and is forecast lower; check regions against each other "
        "before goods are withdrawn from one.",
        "The bundle holds the sales history that it forecasts from: treat it as you treat sales.",
        "Forecasts age by the week; train again, or at least monitor, at the pace at which stock is ordered.",
    ),
)
