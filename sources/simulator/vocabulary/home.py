"""Departments of the home: kitchen, appliances, furniture, textiles, lighting, tools and garden."""

TREE = """
= Kitchen
# Cookware
frying pan / Bratpfanne / sartén / poêle :: pan 15-140
  non-stick, cast iron, stainless steel, carbon steel, ceramic, grill
  + pan lid, pan protector
saucepan / Kochtopf / cazo / casserole :: vessel 15-120
  stainless steel, enamel, copper-look, induction
pressure cooker / Schnellkochtopf / olla a presión / cocotte-minute :: vessel_big 40-220
  stovetop, quick-release, aluminium
  + silicone sealing ring
wok / Wok / wok / wok :: pan 20-120
  carbon steel, non-stick, cast iron
baking tin / Backform / molde / moule :: pan 7-40
  springform, loaf, muffin, tart, bundt, silicone
  + baking paper roll, cooling rack
casserole dish / Bräter / cazuela / cocotte :: vessel_big 30-260
  cast iron, ceramic, oval, glass
# Cutting & Serving
kitchen knife / Küchenmesser / cuchillo de cocina / couteau de cuisine :: blade 10-190
  chef's, santoku, bread, paring, cleaver, fillet
  + knife block, sharpening stone, knife guard
cutting board / Schneidebrett / tabla de cortar / planche à découper :: board 8-80
  bamboo, end grain, plastic, slate
dinner plate / Essteller / plato llano / assiette plate :: plate 5-60
  porcelain, stoneware, melamine, slate
mug / Tasse / taza / tasse :: cup 5-30
  porcelain, double-wall glass, enamel, travel, camping
drinking glass / Trinkglas / vaso / verre :: cup 6-60
  wine, water, whisky, beer, champagne, cocktail
cutlery set / Besteckset / cubertería / ménagère :: pieces_set 20-220
  stainless steel, gold-tone, children's, camping
teapot / Teekanne / tetera / théière :: vessel 15-90
  glass, cast iron, porcelain, with infuser
water bottle / Trinkflasche / botella de agua / gourde :: bottle 8-45
  insulated steel, glass, sports, kids, collapsible
  + bottle brush, replacement lid
food container / Frischhaltedose / recipiente hermético / boîte alimentaire :: bottle 6-50
  glass, plastic, bento, vacuum
kitchen scale / Küchenwaage / báscula de cocina / balance de cuisine :: gadget 10-60
  digital, mechanical, with bowl, pocket
= Appliances
# Small Appliances
blender / Standmixer / batidora / blender :: appliance 30-350
  jug, personal smoothie, hand, high-speed, soup
  + blender jug, blade assembly
coffee machine / Kaffeemaschine / cafetera / machine à café :: appliance 40-900
  bean-to-cup, espresso, drip filter, capsule, pad, moka
  + descaler, milk frother, portafilter, water filter cartridge
kettle / Wasserkocher / hervidor / bouilloire :: kettle 18-140
  electric glass, variable temperature, gooseneck, travel, retro
toaster / Toaster / tostadora / grille-pain :: appliance 20-160
  2-slice, 4-slice, long-slot, retro
air fryer / Heißluftfritteuse / freidora de aire / friteuse à air :: kettle_big 50-330
  single basket, dual zone, oven-style, compact
  + air fryer liner, air fryer rack
stand mixer / Küchenmaschine / robot de cocina / robot pâtissier :: appliance 90-750
  tilt-head, bowl-lift, compact, cooking
  + dough hook, pasta roller attachment
microwave / Mikrowelle / microondas / micro-ondes :: kettle_big 60-420
  solo, with grill, combination, built-in
rice cooker / Reiskocher / arrocera / cuiseur à riz :: kettle 25-200
  multi, mini, induction
food processor / Zerkleinerer / procesador de alimentos / hachoir :: appliance 30-420
  compact chopper, multifunction, vegetable spiralising
electric grill / Elektrogrill / plancha eléctrica / gril électrique :: appliance 30-300
  contact, tabletop, raclette, waffle
# Floor & Laundry Care
vacuum cleaner / Staubsauger / aspiradora / aspirateur :: appliance_model 60-750
  cordless stick, robot, bagless cylinder, bagged cylinder, handheld, wet and dry
  + dust bag, HEPA filter, vacuum brush head, robot side brush
steam iron / Dampfbügeleisen / plancha de vapor / fer à vapeur :: appliance 20-130
  cordless, travel, self-cleaning
garment steamer / Dampfglätter / vaporizador de ropa / défroisseur :: appliance 25-180
  handheld, upright
washing machine / Waschmaschine / lavadora / lave-linge :: laundry 280-1300
  front loader, top loader, compact, washer-dryer
  + machine leg pad, inlet hose
tumble dryer / Wäschetrockner / secadora / sèche-linge :: laundry 300-1200
  heat pump, condenser, vented
dishwasher / Geschirrspüler / lavavajillas / lave-vaisselle :: appliance_model 280-1200
  built-in, freestanding, slimline, tabletop
refrigerator / Kühlschrank / frigorífico / réfrigérateur :: fridge 180-1800
  fridge-freezer, side-by-side, mini, built-in, retro
  + refrigerator water filter, shelf organiser
# Climate
fan / Ventilator / ventilador / ventilateur :: appliance 20-320
  tower, pedestal, desk, ceiling, bladeless
heater / Heizlüfter / calefactor / radiateur :: appliance 25-260
  ceramic, oil-filled, infrared panel, convector
air purifier / Luftreiniger / purificador de aire / purificateur d'air :: appliance_model 60-520
  HEPA, desktop, large-room
  + purifier filter
humidifier / Luftbefeuchter / humidificador / humidificateur :: kettle 25-160
  ultrasonic, evaporative, aroma
air conditioner / Klimaanlage / aire acondicionado / climatiseur :: appliance_model 200-1300
  portable, split, window
= Furniture
# Living & Office
sofa / Sofa / sofá / canapé :: furniture 250-1900
  2-seater, 3-seater, corner, bed, recliner
  + sofa cover, sofa arm tray
armchair / Sessel / sillón / fauteuil :: furniture_seat 90-800
  recliner, accent, rocking, massage
coffee table / Couchtisch / mesa de centro / table basse :: furniture 50-480
  glass, lift-top, nesting, round oak
bookcase / Bücherregal / estantería / bibliothèque :: furniture 40-380
  ladder, cube, corner, with doors
TV unit / TV-Schrank / mueble TV / meuble TV :: furniture 60-520
  floating, corner, with LED
desk / Schreibtisch / escritorio / bureau :: furniture 70-750
  height-adjustable, corner, writing, folding, kids
  + desk cable tray, desk mat
office chair / Bürostuhl / silla de oficina / chaise de bureau :: furniture_seat 60-620
  ergonomic mesh, executive leather, kneeling, drafting
  + chair castor set, chair floor mat
# Bedroom & Dining
bed frame / Bettgestell / estructura de cama / cadre de lit :: bed 120-900
  upholstered, metal, wooden, with drawers, bunk
mattress / Matratze / colchón / matelas :: bed 110-1100
  memory foam, pocket spring, latex, hybrid, foldable
  + mattress protector, mattress topper
wardrobe / Kleiderschrank / armario / armoire :: furniture 120-1100
  sliding door, 2-door, fabric, mirrored
chest of drawers / Kommode / cómoda / commode :: furniture 60-450
  3-drawer, 5-drawer, narrow
dining table / Esstisch / mesa de comedor / table à manger :: furniture 110-1100
  extendable, round, solid oak, folding
dining chair / Esszimmerstuhl / silla de comedor / chaise :: furniture_seat 40-260
  velvet, wooden, stackable, cantilever
bar stool / Barhocker / taburete / tabouret de bar :: furniture_seat 35-220
  height-adjustable, wooden, industrial
= Home Textiles & Décor
# Bed & Bath
duvet cover / Bettbezug / funda nórdica / housse de couette :: bedding 18-150
  cotton, linen, flannel, satin, kids
duvet / Bettdecke / edredón / couette :: bedding 25-320
  all-season, summer, down, wool
pillow / Kissen / almohada / oreiller :: bedding_small 12-110
  memory foam, down, neck support, pregnancy, travel
  + pillowcase, pillow protector
fitted sheet / Spannbettlaken / sábana bajera / drap-housse :: bedding 10-60
  jersey, percale, terry, waterproof
blanket / Decke / manta / plaid :: textile 15-140
  fleece, weighted, knitted, electric, wool
towel / Handtuch / toalla / serviette :: textile 6-60
  bath, hand, beach, microfibre, hooded
bath mat / Badematte / alfombra de baño / tapis de bain :: textile 8-50
  memory foam, anti-slip, diatomite
shower curtain / Duschvorhang / cortina de ducha / rideau de douche :: textile 10-50
  textile, transparent, mould-proof
# Décor
curtain / Vorhang / cortina / rideau :: textile 15-120
  blackout, sheer, thermal, velvet
  + curtain rail, curtain tieback
rug / Teppich / alfombra / tapis :: textile 25-480
  shaggy, flat-woven, washable, outdoor, runner
  + anti-slip underlay
cushion cover / Kissenbezug / funda de cojín / housse de coussin :: textile 6-40
  velvet, boho, linen, outdoor
wall clock / Wanduhr / reloj de pared / horloge murale :: round_decor 12-120
  silent, vintage, digital, kitchen
mirror / Spiegel / espejo / miroir :: round_decor 20-280
  full-length, round, LED bathroom, make-up
picture frame / Bilderrahmen / marco de fotos / cadre photo :: frame 5-60
  wooden, aluminium, collage, digital
candle / Kerze / vela / bougie :: scented 5-50
  scented jar, pillar, tealight, LED
vase / Vase / jarrón / vase :: tall_decor 8-120
  ceramic, glass, floor, terracotta
# Lighting
ceiling light / Deckenleuchte / plafón / plafonnier :: lamp 25-320
  LED panel, semi-flush, spot bar, starry sky
pendant lamp / Pendelleuchte / lámpara colgante / suspension :: lamp 25-350
  industrial, rattan, glass globe, paper
table lamp / Tischlampe / lámpara de mesa / lampe de table :: lamp 15-180
  bedside touch, LED desk, banker's, rechargeable
floor lamp / Stehlampe / lámpara de pie / lampadaire :: lamp 35-320
  arc, tripod, uplighter, reading
light bulb / Leuchtmittel / bombilla / ampoule :: bulb 3-30
  E27 LED, E14 LED, GU10, G9, filament
string lights / Lichterkette / guirnalda de luces / guirlande lumineuse :: long 8-70
  outdoor solar, Christmas, curtain, festoon
= Tools & DIY
# Power Tools
cordless drill / Akkuschrauber / taladro inalámbrico / perceuse sans fil :: tool 50-380
  combi, hammer, compact, brushless
  + drill bit set, cordless battery pack, chuck adapter
angle grinder / Winkelschleifer / amoladora / meuleuse :: tool 40-280
  corded, cordless, variable speed
  + cutting disc, grinding disc
circular saw / Handkreissäge / sierra circular / scie circulaire :: tool 60-350
  corded, cordless, plunge, mini
  + saw blade, guide rail
jigsaw / Stichsäge / sierra de calar / scie sauteuse :: tool 40-260
  cordless, pendulum
  + jigsaw blade set
sander / Schleifmaschine / lijadora / ponceuse :: tool 35-320
  random orbital, belt, detail, drywall
  + sanding disc
rotary tool / Multifunktionswerkzeug / multiherramienta / outil multifonction :: tool 30-220
  oscillating, engraving
heat gun / Heißluftpistole / decapador / décapeur thermique :: tool 25-150
  variable temperature, cordless
# Hand Tools & Hardware
screwdriver set / Schraubendreherset / juego de destornilladores / jeu de tournevis :: pieces_set 10-90
  precision, insulated, ratchet, magnetic
wrench / Schraubenschlüssel / llave / clé :: metric 6-80
  combination, adjustable, torque, Allen
hammer / Hammer / martillo / marteau :: weight_tool 8-70
  claw, rubber mallet, club, ball-peen
drill bit / Bohrer / broca / foret :: metric 3-40
  HSS metal, wood, masonry SDS, step
screw / Schraube / tornillo / vis :: metric_pack 4-35
  wood, drywall, stainless, self-drilling, decking
tape measure / Maßband / cinta métrica / mètre ruban :: long 5-40
  magnetic, laser, fibreglass
toolbox / Werkzeugkasten / caja de herramientas / boîte à outils :: furniture_small 20-240
  cantilever, rolling, plastic, with socket set
ladder / Leiter / escalera / échelle :: tall 40-350
  telescopic, step, extension, loft
wall paint / Wandfarbe / pintura de pared / peinture murale :: paint 12-90
  matt emulsion, silk, anti-mould, chalk, primer
  + paint roller, masking tape, paint tray
adhesive / Kleber / adhesivo / colle :: paint_small 3-30
  epoxy, wood, construction, super, hot-melt
door lock / Türschloss / cerradura / serrure :: component 15-240
  smart, cylinder, mortice, padlock
kitchen tap / Küchenarmatur / grifo de cocina / robinet de cuisine :: fixture 35-280
  pull-out, single lever, low-pressure, black
shower head / Duschkopf / alcachofa de ducha / pommeau de douche :: fixture 12-140
  rain, handheld, filtering, LED
  + shower hose, shower rail
= Garden
# Garden Tools
lawn mower / Rasenmäher / cortacésped / tondeuse :: tool 90-800
  cordless, electric, petrol, robotic, push reel
  + mower blade, mower battery
hedge trimmer / Heckenschere / cortasetos / taille-haie :: tool 45-300
  cordless, electric, pole
chainsaw / Kettensäge / motosierra / tronçonneuse :: tool 60-480
  cordless, petrol, electric, mini pruning
  + saw chain, guide bar
pressure washer / Hochdruckreiniger / hidrolimpiadora / nettoyeur haute pression :: appliance_model 70-520
  compact, full control, cordless
  + patio cleaner, foam nozzle, extension hose
garden hose / Gartenschlauch / manguera / tuyau d'arrosage :: hose 12-90
  expandable, flat, reel, drip
  + hose connector, spray gun
secateurs / Gartenschere / tijeras de podar / sécateur :: component 8-60
  bypass, anvil, telescopic lopper
# Outdoor Living
barbecue / Grill / barbacoa / barbecue :: grill 40-900
  charcoal, gas, pellet, kettle, portable
  + barbecue cover, grill brush, chimney starter
garden chair / Gartenstuhl / silla de jardín / chaise de jardin :: furniture_seat 25-220
  folding, rattan, rocking, zero gravity
garden table / Gartentisch / mesa de jardín / table de jardin :: furniture 45-600
  teak, aluminium extendable, folding, bistro
parasol / Sonnenschirm / sombrilla / parasol :: span 30-350
  cantilever, half, tilting, beach
  + parasol base, parasol cover
garden shed / Gerätehaus / caseta de jardín / abri de jardin :: furniture 180-1300
  metal, resin, wooden
plant pot / Pflanztopf / maceta / pot de fleurs :: pot 5-90
  self-watering, terracotta, hanging, zinc
flower seeds / Blumensamen / semillas de flores / graines de fleurs :: seeds 2-15
  wildflower, sunflower, lavender, bee mix
fertiliser / Dünger / abono / engrais :: granules 6-50
  lawn, tomato, orchid, universal
solar light / Solarleuchte / luz solar / lampe solaire :: lamp_pack 12-80
  path, wall motion, lantern, spike
"""
