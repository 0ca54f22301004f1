"""Words by which orders are singled out by how late they were made, delivered or changed."""

from __future__ import annotations

import re
from typing import Final

_ORDER: Final = r"(?:order|purchase|bestellung|einkauf|kauf|pedido|compra|commande|achat)"
_ORDERS: Final = r"(?:orders|purchases|bestellungen|einkäufe|käufe|pedidos|compras|commandes|achats)"
_ANY: Final = rf"(?:{_ORDER}|{_ORDERS})"
_THING: Final = rf"(?:{_ORDER}|one|time|thing|item|product)"
_NEWEST: Final = r"(?:last|latest|newest|(?:most )?recent|previous)"
_NEUESTE: Final = r"(?:letzte|neueste|jüngste|aktuellste)[nrsm]?"
_ANY_NEWEST: Final = rf"(?:{_NEWEST}|{_NEUESTE}|últim[oa]s?|derni(?:er|ère)s?)"
# behind it a "last" is not that of a summer, a night or a Christmas
_CLOSED: Final = (
    r"(?=\s*(?:$|[^\w\s]|(?:come|comes|coming|arrive[sd]?|arriving|get|gets|here|cost|cost me|is|was|were|has|have|had"
    r"|did|contain\w*|deliver\w*|shipped|sent|placed|made|that|which|i|from|in total|with you)\b))"
)
_SINGLE: Final = r"(?<!all )(?<!any )(?<!each )(?<!every )"
SECOND: Final = re.compile(
    rf"\b(?:{_SINGLE}{_THING} before (?:the |my )?{_NEWEST}(?: {_THING})?{_CLOSED}"
    rf"|{_SINGLE}{_THING} (?:just |right )?before (?:the |my ){_NEWEST} {_THING}\b"
    r"|(?:second|2nd|next)[ -](?:to |from |to-|from-)?(?:the )?(?:last|latest|newest|most recent)\b"
    r"|last but one\b|penultimate\b|one before last\b"
    rf"|(?:die )?vorletzte[nrsm]?\b|{_ORDER} vor (?:der|dem) letzten\b"
    rf"|penúltim[oa]s?\b|{_ORDER} anterior (?:al|a la) últim[oa]\b"
    rf"|avant[ -]derni[eè]re?s?\b|{_ORDER} (?:d')?avant la dernière\b)(?! {_ORDERS}\b)"
)
BEFORE: Final = re.compile(r"\b(?:before|vor|antes|anterior|avant)\b")
OF_ORDER: Final = re.compile(
    rf"\b{_NEWEST}(?= (?:\w+ )?{_ORDER}\b)|\b{_NEUESTE}(?= {_ORDER}\b)"
    rf"|\bderni(?:er|ère)(?= {_ORDER}\b)|\búltim[oa](?= {_ORDER}\b)"
)
OF_ORDERS: Final = re.compile(
    rf"\b{_NEWEST}(?! of\b)(?= (?:(?!of\b)\w+ ){{0,2}}{_ORDERS}\b)|\b{_NEUESTE}(?= (?:\w+ )?{_ORDERS}\b)"
    rf"|\bderni(?:er|ère)s(?= {_ORDERS}\b)|\búltim[oa]s(?= {_ORDERS}\b)"
)
BARE: Final = re.compile(
    rf"\b(?:(?<!at )last|latest|newest|most recent\w*|{_NEUESTE}|zuletzt|más reciente|últim[oa]|derni(?:er|ère)"
    r"|plus récente?)\b"
)
# the latest of a state is its own, whichever order it is of
NEWS: Final = re.compile(r"\b(?:latest|newest|most recent) (?=(?:status|state|news|updates?|info\w*|on|about)\b)")

_HERE: Final = r"(?:delivered|received|arrived)"
_PARCELS: Final = (
    r"(?:deliver(?:y|ies)|parcels?|packages?|shipments?|arrivals?|lieferung(?:en)?|pakete?s?|sendung(?:en)?"
    r"|entregas?|paquetes?|envíos?|livraisons?|colis)"
)
_HAS: Final = r"(?: (?:was|were|is|are|has|has been|have|had|actually|already)){0,2}"
OF_DELIVERY: Final = re.compile(
    rf"\b{_ANY_NEWEST}(?= (?:\w+ )?{_PARCELS}\b)|\b{_NEWEST}(?= (?:\w+ )?{_HERE} (?:\w+ )?{_ANY}\b)"
    rf"|\b{_NEUESTE}(?= gelieferte[nrsm]? )|\b{_NEWEST}(?= {_THING} (?:that|which|i|you){_HAS} {_HERE}\b)"
)
ARRIVES: Final = re.compile(
    rf"\b(?:deliver\w*|arriv\w*|receiv\w*|(?:an)?kam|ankomm\w*|(?:ge)?liefer\w*|lleg\w*|entreg\w*|livr\w*|{_PARCELS})\b"
)
PLACED: Final = re.compile(
    r"\b(?:order(?:ed)?|purchased?|placed|bought|buy|bestell\w*|(?:ge)?kauf\w*|pedí|pedido|compr\w*|command\w*|achet\w*)\b"
)

_STATE: Final = (
    r"(?:cancell?ed|returned|refunded|open|pending|closed|completed?|late|delayed|lost|missing|paid|unpaid|undelivered"
    r"|unshipped|shipped|dispatched|sent|outstanding|failed|stornierte\w*|retournierte\w*|zurückgeschickte\w*"
    r"|zurückgegebene\w*|offene\w*|versandte\w*|versendete\w*|bezahlte\w*|erstattete\w*)"
)
BY_STATE: Final = re.compile(
    rf"\b{_ANY_NEWEST} (?:\w+ ){{0,2}}{_STATE} (?:\w+ ){{0,2}}(?:{_ANY}|{_THING})\b"
    rf"|\b{_NEWEST} {_THING} (?:that|which|i|you){_HAS} {_STATE}\b"
    rf"|\b{_NEWEST} (?:returns?|refunds?|cancell?ations?)\b"
    rf"|\b(?:últim[oa]|derni(?:er|ère))s? {_ANY} (?:cancelad|devuelt|reembolsad|pendient|entregad|annul|retourn"
    r"|rembours|livrée)\w*"
)
OTHER_THAN: Final = re.compile(
    r"\b(?:not|except|excluding|besides|without|nicht|außer|ohne|excepto|salvo|sauf|apart from|other than|all but"
    r"|everything but)(?: for)?(?: in| on| from)? (?:the |my |meine[rnms]? |die |der |dem |el |la |mi |ma |mon )?"
    rf"{_ANY_NEWEST}\b"
)
ONE_BEFORE: Final = re.compile(rf"\b(?:the|that) {_THING} before\s*(?:$|[?.!,;])")
