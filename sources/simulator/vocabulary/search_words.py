"""Other words in which customers search for what shops call by one name."""

# English name of the type: other words for it in English / German / Spanish; several are separated by a comma,
# a language without one has a dash
SYNONYMS = """
television: tv, telly / tv / tele
projector: beamer / projektor / -
soundbar: sound bar / soundleiste / -
headphones: earphones, headset / ohrhörer / cascos
speaker: loudspeaker, boombox / box / bafle
turntable: record player, vinyl player / plattendreher / giradiscos
power bank: portable charger, battery pack / zusatzakku / powerbank
charger: charging plug, power adapter / netzteil / -
power strip: extension lead / mehrfachstecker / ladrón
smartwatch: smart watch / smart watch / smartwatch
fitness tracker: fitness band, activity tracker / aktivitätstracker / pulsera fitness
security camera: surveillance camera, cctv / ip kamera / cámara ip
laptop: notebook, laptop computer / laptop / ordenador portátil
desktop computer: pc, desktop pc / computer / pc
monitor: computer screen, display / bildschirm / pantalla
tablet: tablet pc / tablet pc / tablet
graphics card: gpu, video card / gpu / gpu
processor: cpu / cpu / cpu
mainboard: motherboard / motherboard / -
memory module: ram / ram / -
hard drive: hdd, hard disk / hdd / hdd
memory card: sd card / sd karte / tarjeta sd
usb stick: flash drive, pen drive / speicherstick / pendrive
keyboard: pc keyboard / keyboard / -
printer ink: ink cartridge / tintenpatrone / tinta
router: wifi router / wlan router / enrutador
smartphone: mobile phone, cell phone, phone / handy / teléfono
game console: games console / konsole / videoconsola
game controller: gamepad, joypad / gamepad / gamepad
camera: digital camera / fotoapparat / cámara de fotos
drone: quadcopter / quadrocopter / -
binoculars: field glasses / feldstecher / binoculares
frying pan: skillet, fry pan / pfanne / -
saucepan: cooking pot / topf / olla
baking tin: cake tin, baking pan / kuchenform / -
casserole dish: dutch oven / schmortopf / -
kitchen knife: cooking knife / messer / -
cutting board: chopping board / brett / -
dinner plate: plate / teller / plato
mug: coffee cup, cup / becher / -
cutlery set: flatware, silverware / besteck / cubiertos
water bottle: drinks bottle, flask / wasserflasche / cantimplora
food container: lunch box, food box / brotdose / táper
blender: liquidiser, smoothie maker / mixer / licuadora
coffee machine: coffee maker, espresso maker / kaffeeautomat / máquina de café
kettle: water boiler / kocher / -
air fryer: hot air fryer / airfryer / airfryer
microwave: microwave oven / mikrowellenherd / -
vacuum cleaner: hoover, vacuum / sauger / aspirador
steam iron: clothes iron, iron / bügeleisen / plancha
washing machine: washer / - / -
tumble dryer: clothes dryer / trockner / -
refrigerator: fridge / - / nevera
heater: space heater / heizer / estufa
sofa: couch, settee / couch / -
bookcase: bookshelf / regal / librería
tv unit: tv stand, tv cabinet / fernsehtisch / -
desk: writing table / tisch / mesa de escritorio
wardrobe: closet / schrank / ropero
chest of drawers: dresser, drawers / schubladenschrank / -
duvet: comforter, quilt / steppbett / -
blanket: throw / kuscheldecke / -
rug: carpet / läufer / -
cushion cover: pillow case / kissenhülle / -
picture frame: photo frame / fotorahmen / -
light bulb: lightbulb / glühbirne / -
string lights: fairy lights / - / luces led
cordless drill: battery drill, power drill / akkubohrer / -
wrench: spanner / schlüssel / -
ladder: steps / - / -
kitchen tap: kitchen faucet / wasserhahn / -
lawn mower: grass cutter / mäher / -
barbecue: bbq, grill / - / parrilla
parasol: garden umbrella / schirm / -
plant pot: flower pot / blumentopf / -
hoodie: hooded sweatshirt / hoodie / -
ladies jeans: women's jeans / frauenjeans / -
t-shirt: tee, tshirt / shirt / -
trainers: sneakers, running shoes / turnschuhe / deportivas
boots: ankle boots / - / -
slippers: house shoes / pantoffeln / -
backpack: rucksack, school bag / - / -
handbag: purse / tasche / -
suitcase: luggage, trolley case / trolley / -
wallet: billfold / portemonnaie / billetera
wristwatch: watch / uhr / reloj
sunglasses: shades / - / -
sunscreen: sun cream, sunblock / sonnenmilch / -
hair dryer: hairdryer, blow dryer / föhn / -
electric shaver: electric razor / rasierer / -
perfume: fragrance, eau de parfum / duft / -
nappy: diaper / - / -
pushchair: stroller, buggy, pram / buggy / -
cot: baby bed, crib / gitterbett / -
dummy: pacifier, soother / nuckel / -
plaster: band aid / - / -
dog lead: dog leash / leine / -
cat litter: kitty litter / - / -
ballpoint pen: biro, pen / kuli / boli
sticky notes: post it notes / klebezettel / -
soft toy: plush toy, teddy / plüschtier / -
jigsaw puzzle: puzzle / - / puzle
dumbbell: weights, hand weight / hantel / pesa
treadmill: running machine / - / -
tent: camping tent / - / tienda
head torch: headlamp / - / -
cool box: cooler, ice chest / - / -
bicycle: bike / rad / bici
football: soccer ball / - / -
tyre: tire / - / -
engine oil: motor oil / - / -
acoustic guitar: folk guitar / - / -
digital piano: electric piano / - / -
sweets: candy / - / dulces
soft drink: soda, fizzy drink / - / -
laundry detergent: washing powder / waschpulver / -
bin bag: trash bag, rubbish bag / - / -
waste bin: trash can, rubbish bin / abfalleimer / -
"""
# spellings of what shops spell otherwise
SPELLINGS = (("grey", "gray"), ("aluminium", "aluminum"), ("colour", "color"), ("litre", "liter"), ("metre", "meter"))
