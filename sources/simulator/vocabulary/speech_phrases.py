"""What people say to the shop, by intent, and what else they say near it."""

from __future__ import annotations

PHRASES = """
add: add {quantity} {product} to my {list}
add: add {quantity} {colour} {product} to my {list}
add: please add a {colour} {product}
add: put {quantity} {product} on my {list}
add: i want {quantity} {product} in {colour}
add: order {quantity} {product} in size {size}
add: i need a {product} in {colour}
add: can i have {quantity} {colour} {product}
remove: remove the {product} from my {list}
remove: take {quantity} {product} off my {list}
remove: please remove the {colour} {product}
search: show me {colour} {product}
search: find {product} in size {size}
search: search for {product}
search: do you have {product} in {colour}
search: i am looking for a {product}
price: how much is the {product}
price: what does the {colour} {product} cost
price: is the {product} on sale
status: where is my {product}
status: where is my order
status: when will my {product} arrive
repeat_order: buy the {product} again
repeat_order: order {quantity} more {product}
return: i want to return the {product}
return: send back my {colour} {product}
remind: remind me on {weekday} to buy {product}
remind: tell me when the {product} is cheaper
deliver: deliver it on {weekday}
deliver: i want it delivered on {weekday}
list: what is on my {list}
list: read me my {list}
list: empty my {list}
checkout: check out
checkout: place the order
checkout: pay now
cancel: cancel my order
cancel: cancel the {product}
yes: yes please
yes: yes that is right
no: no thank you
no: no that is wrong
stop: stop
help: help me
say_again: say that again
"""

WEIGHTS = {"add": 2.0, "search": 1.5}

# No phrase: heard beside the shop's assistant, and to be refused.
OTHERS = {
    "train": """
what time does the train leave tomorrow morning
my sister called me from the airport
the weather will be rather cold next week
did you feed the cat before you left
turn the music down a little
we should paint the kitchen this summer
he said the meeting was moved to the afternoon
i cannot find my keys anywhere
how far is it to the next village
the children are playing in the garden
who won the game last night
let us have dinner at eight
""",
    "valid": """
the bus was late again today
she has been learning the piano for years
close the window when it rains
i read a good story about the sea
""",
    "test": """
could you pick up the children from school
the neighbours are having a party tonight
i think the dog wants to go outside
what is the capital of that country
my back hurts since i moved the sofa
they are building a bridge across the river
please hold the door for a moment
the film was much too long for me
""",
}

HESITATIONS = ("um", "uh", "well")
QUANTITIES = "one two three four five six seven eight nine ten eleven twelve twenty"
DOZEN = 12
SIZES = {"small": "S", "medium": "M", "large": "L", "extra large": "XL", "extra small": "XS"}
LISTS = {"basket": "basket", "cart": "basket", "wish list": "wish list", "shopping list": "shopping list"}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
"""`spoken` -> `value` of slots that are not of the world's products."""
