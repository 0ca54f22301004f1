"""What reviews judge of other products than gadgets; written as `review_attributes` explains."""

MORE_ATTRIBUTES = """
heat :: kitchen
  = heat, heating, temperature, heat distribution, heating element, coating, temp
  + even, consistent, precise, steady | warmed up in no time, kept steady for hours
  - uneven, erratic, weak, inconsistent | burned everything, took forever, peeled off after a month
  > boiled water in a minute, cooked evenly, browned everything nicely
  < burned my dinner, left everything raw in the middle, stuck to everything
capacity :: kitchen home
  = capacity, storage space, room, volume, space, interior, storage
  + ample, generous, big, huge, roomy | was enough for the whole family, surprised me
  - limited, small, tiny, inadequate | was not even enough for two
  > held enough for six, swallowed everything I put in it
  < barely held two cups, filled up right away
noise :: kitchen tools
  = noise, noise level, motor, fan, engine, hum
  + quiet, silent, whisper-quiet, pleasant | did not wake the baby, could not be heard
  - loud, deafening, annoying, unbearable, noisy | woke the whole house, rattled all night, whined
  > ran whisper quiet, could hardly be heard
  < sounded like a jet engine, woke up the neighbours
lid :: kitchen food beauty
  = lid, cap, handle, seal, pump, spout, nozzle, dispenser
  + tight, handy, practical, leakproof | closed tightly, worked like a charm, stayed cool
  - loose, leaky, brittle, awkward | came off, leaked all over, broke the first time, got stuck
  > did not spill a drop
  < leaked all over my bag, dripped everywhere
assembly :: home tools kids
  = assembly, putting it together, instructions*, manual, directions*, assembly instructions*, screws*
  + easy, clear, simple, straightforward, quick | took ten minutes, went together like a dream
  - confusing, complicated, misleading, useless | took all afternoon, made no sense, needed two people
  > went together in ten minutes, was easy to put together
  < took two of us all day to build, had parts missing, came without half the screws
stability :: home tools leisure
  = frame, stability, legs*, base, joints*, stand, structure
  + sturdy, stable, steady, rock-solid, firm | held my weight easily, did not budge
  - wobbly, shaky, unstable, crooked, flimsy | wobbled from day one, bent under load, cracked
  > held up to three kids jumping on it, did not move an inch
  < wobbled like crazy, tipped over twice, collapsed under me
material :: home wear kids
  = material, fabric, cloth, leather, cotton, textile, lining, fabric quality, mat'l
  + soft, thick, breathable, silky, durable, smooth | felt luxurious, kept its shape, washed well
  - thin, scratchy, itchy, see-through, rough, stiff | ripped at once, pilled after one wash, tore easily
  > felt so soft on the skin, kept me warm
  < made me sweat, itched like crazy, was practically see through
colour :: home wear
  = color, colour, colors*, shade, print, pattern, colours*
  + vibrant, rich, beautiful, bold, true | popped, stayed bright, matched the picture exactly
  - dull, faded, wrong, garish, washed-out | bled in the wash, faded quickly, looked off
  > went with everything I own, matched my curtains perfectly
  < faded after one wash, turned my socks pink
fit :: wear
  = fit, sizing, waist, length, sleeves*, shoulders*, cut, fitting
  + true-to-size, flattering, perfect, snug, comfortable | hugged me in all the right places, was spot on
  - tight, baggy, odd, loose, unflattering | ran small, ran large, was all over the place, was way off
  > fit like a glove, fit perfectly, hung beautifully
  < was too tight, ran two sizes small, made me look like a tent, slipped off
stitching :: wear
  = stitching, seams*, zipper, zip, strap, straps*, clasp, buttons*, sole, soles*, stiching
  + neat, tight, strong, sturdy, smooth | held up well, never came loose, survived a whole summer
  - loose, crooked, weak, uneven, flimsy | came apart, broke on day two, unravelled, came undone
  > survived a year of daily use
  < came apart at the seams, split the second time I wore it
scent :: beauty
  = scent, smell, fragrance, perfume, odor, odour
  + lovely, fresh, subtle, divine, light, pleasant | lingered all day, made me smile
  - overpowering, chemical, sickly, strong, cheap | gave me a headache, vanished in minutes, stank
  > smelled amazing, smelled like a spring meadow
  < smelled like a chemical plant, gave me a headache, reeked
texture :: beauty
  = texture, consistency, formula, foam, lather, cream
  + creamy, light, silky, smooth, rich | spread easily, sank in right away, glided on
  - greasy, sticky, runny, oily, watery | left a film, clumped, went everywhere
  > sank right in, went on smoothly
  < left my skin greasy, dried into a crust
effect :: beauty
  = results*, effect, effectiveness, performance, coverage, hold, moisture
  + visible, instant, lasting, amazing, noticeable | showed within a week, lasted until evening
  - invisible, short-lived, minimal, zero | wore off by noon, never came, were nowhere to be seen
  > left my skin so soft, cleared up everything in days, worked like magic
  < did absolutely nothing, broke me out, burned my skin
taste :: food
  = taste, flavor, flavour, aftertaste, sweetness, seasoning, flavors*, recipe
  + delicious, rich, authentic, mild, balanced, yummy | reminded me of my childhood, won over my kids
  - bland, bitter, stale, salty, artificial, weird | was off, made me gag, disappeared at once
  > tasted like homemade, was delicious, was gone in a day
  < tasted like cardboard, tasted burnt, went straight in the bin
freshness :: food
  = freshness, expiry date, shelf life, best before date, aroma
  + fresh, wonderful, great, long | was better than in any store, lasted for months
  - short, stale, awful, poor | was already over, had passed
  > arrived fresh, stayed crunchy for weeks
  < was past its date, arrived melted, was already mouldy
ingredients :: food beauty
  = ingredients*, ingredient list, additives*, contents*, composition
  + natural, clean, simple, wholesome | were all I hoped for, could all be pronounced
  - artificial, questionable, cheap, harmful | made me sick, were not what was promised
  > had nothing artificial in it, was organic
  < was full of sugar, was mostly water
durability :: tools kids leisure
  = durability, lifespan, longevity, toughness, resistance
  + outstanding, remarkable, impressive, long | beat everything I had before, stood up to daily abuse
  - short, poor, questionable, laughable | was a joke, lasted a month at best
  > was still going strong after two years, took a beating, survived my kids
  < broke after two uses, gave up after a month, rusted in no time
power :: tools
  = power, torque, suction, motor power, strength, pressure
  + strong, enormous, ample, brutal | went through oak like butter, never let me down
  - weak, pathetic, insufficient, low | faded quickly, gave up at the first nail
  > cut like a hot knife through butter, got the job done in minutes
  < could not even cut cardboard, stalled all the time
grip :: tools leisure
  = grip, handle, handles*, weight, balance, handling, grips*
  + comfortable, light, balanced, firm, secure | fit my hand well, stayed put with wet hands
  - slippery, heavy, awkward, clumsy | slipped all the time, gave me blisters, came off
  > was light as a feather, was easy to carry around
  < weighed a ton, was too heavy to lift, kept slipping out of my hand
safety :: kids
  = safety, edges*, paint, buckle, straps*, safety lock
  + reliable, rounded, secure, smooth | gave us peace of mind, held tight
  - sharp, dangerous, loose, toxic | came off in her mouth, cut his finger, opened by itself
  > was safe for my toddler, was non toxic
  < was a choking hazard, pinched her fingers
fun :: kids leisure
  = gameplay, fun factor, pieces*, sound effects*, game, entertainment
  + fun, engaging, addictive, creative, hilarious | kept the kids busy for hours, never got old
  - boring, repetitive, childish, annoying | lost its charm after a day, drove us mad
  > kept my kids busy for hours, was a huge hit, put a smile on her face
  < was forgotten after five minutes, bored everyone
adjustment :: leisure
  = adjustment, resistance levels*, fit, straps*, settings*, tuning
  + easy, precise, flexible, smooth | held in place, worked without tools
  - fiddly, tricky, imprecise, stiff | slipped all the time, came loose while riding
  > stayed in tune for weeks, adjusted to any height
  < went out of tune in minutes, would not stay in place
"""
