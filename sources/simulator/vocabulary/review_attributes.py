"""What reviews judge: attributes of any product and of gadgets, how people call them, and what they say of them.

An attribute is `name :: domains`, and then lines of
`=` what it is called, the commonest first (`*` behind it: plural);
`+`, `-`: adjectives of praise and of blame that suit it, `|`, what it did (any number of things can have done it);
`>`, `<`: praise and blame that do not name it, of an `it` that did that.
Domains are those of `review_phrases.DOMAINS`; `all` is every one.
"""

ATTRIBUTES = """
price :: all
  = price, cost, price tag, price point, value, pricing, value for money, $$
  + fair, reasonable, unbeatable, low, competitive, affordable | was a steal, could not be beaten, made my day
  - steep, outrageous, high, ridiculous, unjustified | was a rip off, went up twice, is just not worth it
  > was cheap, did not cost an arm and a leg, was worth every penny, was a bargain
  < cost way too much, was overpriced, was not worth the money, cost me a fortune
quality :: all
  = quality, build quality, build, workmanship, construction, craftsmanship, finish, qlty
  + sturdy, robust, premium, flawless, solid | exceeded my expectations, blew me away, speaks for itself
  - flimsy, cheap, shoddy, inferior, sloppy | left a lot to be desired, went downhill, did not impress me
  > felt like it would last forever, was built like a tank, was well made, looked and felt expensive
  < fell apart in my hands, felt cheap, was poorly made, broke within a week, snapped on day one
delivery :: all
  = delivery, shipping, shipment, arrival, courier, delivery time, shiping
  + fast, quick, prompt, speedy, punctual | took only a day, came ahead of schedule, went without a hitch
  - slow, late, endless, careless | took forever, was a nightmare, never showed up on time
  > arrived early, came the next day, got here in no time, was here before I expected it
  < arrived late, took three weeks to get here, got lost on the way, never arrived
packaging :: all
  = packaging, box, package, wrapping, packing, carton
  + neat, secure, protective, tidy, elegant | kept everything safe, made it a perfect gift
  - damaged, excessive, torn, dented, wasteful | was ripped open, looked like it had been kicked around
  > was well protected, came wrapped like a present
  < came scratched, arrived broken, had been opened before
service :: all
  = customer service, support, service, customer support, seller, help desk, cs
  + helpful, friendly, responsive, polite, patient | replaced it without questions, answered within the hour
  - rude, useless, unhelpful, slow, dismissive | never answered my mails, hung up on me, refused a refund
  > was replaced right away, was refunded the same day
  < could not be returned, has a warranty that means nothing
look :: all
  = design, look, style, appearance, looks*, styling, aesthetics*
  + sleek, stylish, elegant, modern, beautiful, gorgeous | caught everyone's eye, got me a lot of compliments
  - ugly, dated, tacky, boring, clunky | did not match the pictures, looked nothing like the photo
  > looked stunning, got so many compliments, looked exactly like the picture
  < looked cheap, looked nothing like the pictures, was an eyesore
size :: all
  = size, dimensions*, proportions*, footprint, width, length
  + compact, handy, ideal, generous, right | was just right, worked out exactly, matched what was stated
  - tiny, huge, bulky, off, wrong | was way off, did not match the description
  > took up no space at all, fits in my pocket, was just the right size
  < was much smaller than expected, was way too big, would not fit anywhere
battery life :: gadget
  = battery life, battery, batt life, charge, run time, batteries*, battery pack
  + long, endless, strong, reliable, impressive | lasted all day, got me through the weekend, held up for days
  - short, weak, poor, unreliable, dismal | died after two hours, would not hold a charge, drained overnight
  > lasted all day, ran for a week without plugging it in, charged in no time
  < was dead by noon, had to be plugged in all the time, died on me mid flight
sound :: gadget leisure
  = sound, sound quality, audio, bass, volume, tone, treble, vocals*
  + clear, crisp, rich, warm, loud, balanced | filled the whole room, gave me goosebumps, came through clearly
  - tinny, muffled, muddy, distorted, thin | cracked at high volume, sounded like a tin can, cut out constantly
  > sounded fantastic, sounded like a live concert, got really loud
  < sounded like a tin can, sounded awful, crackled all the time
screen :: gadget
  = screen, display, picture, picture quality, resolution, colors*, image, screen brightness
  + bright, sharp, vivid, crisp, gorgeous, smooth | was a joy to look at, could be read in the sun
  - dim, blurry, grainy, dull, washed-out | had dead pixels, went black, scratched right away
  > was easy on the eyes, could be read in bright sunlight
  < hurt my eyes, could hardly be seen in daylight
setup :: gadget
  = setup, installation, set up, configuration, pairing, instal
  + easy, simple, painless, straightforward, quick | took two minutes, went like a breeze, was a no brainer
  - complicated, confusing, painful, tedious | took me all evening, drove me crazy, failed three times
  > worked right out of the box, was up and running in minutes, was plug and play
  < took hours to get going, would not install, never got past the first step
connection :: gadget
  = connection, bluetooth, wifi, signal, connectivity, reception, range, wi-fi
  + stable, strong, steady, reliable, seamless | never dropped once, reached the whole house, held up well
  - spotty, unstable, weak, patchy | dropped every few minutes, cut out all the time, kept failing
  > connected instantly, paired without any trouble, never lost the signal
  < kept disconnecting, would not pair with my phone, lost signal in the next room
speed :: gadget
  = speed, performance, response time, processor, transfer rate, lag
  + fast, snappy, quick, smooth, impressive | left my old one in the dust, surprised me
  - slow, sluggish, laggy, choppy | drove me nuts, got worse every week, made me want to throw it
  > ran like a dream, booted in seconds, handled everything I threw at it
  < froze all the time, crashed twice a day, took ages to load anything
controls :: gadget kitchen
  = buttons*, controls*, interface, menu, remote, app, touch screen, keys*, button
  + intuitive, responsive, logical, easy | made sense right away, worked first time, felt good to press
  - confusing, fiddly, unresponsive, stiff | stopped working, got stuck, made no sense at all
  > was easy to use, could be used by my grandma, was simple to operate
  < was impossible to figure out, needed a manual for everything
comfort :: gadget home wear leisure kids
  = comfort, padding, cushioning, feel, cushions*, ergonomics*
  + soft, plush, comfy, comfortable, snug, cozy | felt like a cloud, kept me going for hours
  - hard, stiff, lumpy, uncomfortable, scratchy | gave out after a week, went flat, caused blisters
  > felt like sitting on a cloud, could be worn for hours, felt great
  < hurt after ten minutes, gave me a sore back, rubbed my skin raw
cleaning :: kitchen home kids
  = cleaning, clean up, cleanup, washing, maintenance
  + easy, simple, effortless, quick | took seconds, was done in a minute
  - tedious, messy, annoying, difficult | took longer than the cooking, was a chore
  > wiped clean in seconds, came out of the wash like new, was dishwasher safe
  < was a pain to clean, stained the first time, shrunk in the wash, trapped dirt everywhere
"""
