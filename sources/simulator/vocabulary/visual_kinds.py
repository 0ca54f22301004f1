"""Which shapes the goods of a type have, which ones accessories have."""

# shapes: types of the tree; a leaf has one of the shapes
SHAPES_OF_TYPES = """
screen: Televisions; Monitors
device: Projectors; AV Receivers; Media Players; Audio Interfaces; Car Radios; NAS Enclosures; Scanners; Laminators;
 Network Switches; Air Conditioners; Cordless Phones
soundbar: Soundbars
headphones headphones earbuds: Headphones; Gaming Headsets
speaker orb: Speakers
speaker device: Radios
turntable: Turntables
microphone: Microphones
keyphone stick: Voice Recorders
cable: HDMI Cables; USB Cables; Network Cables
brick tablet: Power Banks; Hard Drives; SSDs
charger: Chargers; Smart Plugs
battery: Household Batteries
strip device: Power Strips; USB Hubs
smartwatch: Smartwatches
band: Fitness Trackers
bulb: Smart Bulbs; Light Bulbs
orb camera: Security Cameras; Webcams; Dashcams
laptop: Laptops
tower: Desktop Computers; Computer Cases
tablet: Tablets; E-readers
card: Graphics Cards
chip: Processors
board_pc: Mainboards
stick: Memory Modules; USB Sticks
brick: Power Supplies; Memory Cards
fan orb: CPU Coolers
keyboard: Keyboards
mouse: Mouse
printer: Printers
small_box carton: Printer Ink; Toner Cartridges; Coffee Capsules; Plasters; Razor Blades; Headlight Bulbs
router: Routers
phone phone_back phone_back: Smartphones
keyphone: Feature Phones
console: Game Consoles
gamepad: Game Controllers
office_chair: Gaming Chairs; Office Chairs
orb gamepad: Racing Wheels
headset_vr: VR Headsets
camera: Cameras; Action Cameras; Camcorders
drone: Drones
lens: Lens
tripod: Tripods; Telescopes
disc: Photo Filters; Brake Discs
speaker camera: Flashes
lamp parasol: Softboxes
flat_box envelope: Photo Paper; Labels
binoculars: Binoculars
pan: Frying Pans; Woks
saucepan: Saucepans
casserole: Pressure Cookers; Casserole Dishes; Rice Cookers
bowl lunchbox: Baking Tins
knife: Kitchen Knives
board: Cutting Boards
plate bowl plate: Dinner Plates
mug: Mugs
glass wineglass: Drinking Glasses
cutlery: Cutlery Sets
teapot: Teapots
flask: Water Bottles
lunchbox: Food Containers; Storage Boxes
scales: Kitchen Scales; Bathroom Scales
blender: Blenders; Food Processors
coffee_machine: Coffee Machines
kettle: Kettles
toaster: Toasters
fryer: Air Fryers; Air Purifiers
mixer: Stand Mixers
microwave: Microwaves
heater microwave: Electric Grills
vacuum stick_vacuum: Vacuum Cleaners
iron: Steam Irons
iron spray: Garment Steamers
washer: Washing Machines; Tumble Dryers; Dishwashers
fridge: Refrigerators
fan tower_fan: Fans
heater tower_fan: Heaters
orb fryer: Humidifiers
sofa: Sofas
armchair: Armchairs
table round_table: Coffee Tables; Dining Tables; Garden Tables
shelves: Bookcases
drawers: TV Units; Chest Of Drawers
desk: Desks
bed: Bed Frames
mattress: Mattresses; Camping Mattresses
wardrobe: Wardrobes
chair: Dining Chairs; Garden Chairs
stool: Bar Stools
folded pack_of_cloth: Duvet Covers; Fitted Sheets; Blankets
pillow folded: Duvets
pillow: Pillows
towel folded: Towels
rug: Bath Mats; Rugs
curtain: Shower Curtains; Curtains
cushion: Cushion Covers
clock: Wall Clocks
mirror: Mirrors
frame: Picture Frames
candle: Candles
vase: Vases
ceiling: Ceiling Lights
pendant: Pendant Lamps
lamp: Table Lamps
floor_lamp: Floor Lamps
string_lights: String Lights
drill: Cordless Drills; Heat Guns
grinder: Angle Grinders; Rotary Tools
saw: Circular Saws; Jigsaws
sander: Sanders
screwdriver: Screwdriver Sets
wrench: Wrenches
hammer: Hammers
bits: Drill Bits
screw: Screws
tape: Tape Measures
toolbox: Toolboxes
ladder: Ladders
bucket: Wall Paints
tube_of bottle: Adhesives
lock: Door Locks; Bike Locks
tap: Kitchen Taps
shower: Shower Heads
mower: Lawn Mowers
chainsaw: Hedge Trimmers; Chainsaws
washer_gun: Pressure Washers
hose: Garden Hoses
secateurs: Secateurs
grill: Barbecues
parasol: Parasols
shed: Garden Sheds
pot: Plant Pots
envelope: Flower Seeds; Envelopes
sack bottle: Fertilisers
lamp string_lights: Solar Lights
dress long_dress: Dresses
shirt t_shirt: Blouses
trousers: Ladies Jeans; Men's Jeans; Chinos
skirt: Skirts
hoodie jacket: Cardigans
jacket: Ladies Jackets; Men's Jackets; Ski Jackets
leggings: Leggings; Tights
bra: Bras
long_dress t_shirt: Nightwear
shirt: Men's Shirts
t_shirt: T-shirts; Running Tops
polo: Polo Shirts
hoodie: Hoodies
suit: Suits
shorts: Boxer Shorts
socks: Socks
tie: Ties
belt: Belts
trainer: Trainers
boot: Boots
sandal: Sandals
formal: Formal Shoes
heel: Heels
slipper: Slippers
backpack: Backpacks
handbag tote: Handbags
suitcase: Suitcases
wallet: Wallets
duffel: Travel Bags
umbrella: Umbrellas
watch: Wristwatches
clock watch: Pocket Watches
necklace: Necklaces
earrings: Earrings
ring: Rings
bracelet: Bracelets
glasses: Sunglasses
clear_glasses: Reading Glasses
jar tube_of: Face Creams
bottle pump: Face Serums; Body Lotions; Sunscreens
tube_of pump: Cleansers
lipstick: Lipsticks
mascara: Mascaras
polish bottle: Foundations
polish: Nail Polishes
bottle pump tube_of: Shampoos; Conditioners
hairdryer: Hair Dryers
clipper: Hair Straighteners; Hair Clippers; Electric Shavers
perfume: Perfumes
can tube_of: Deodorants
soap: Soaps
brush: Electric Toothbrushes; Oral Irrigators
thermometer: Thermometers
device scales: Blood Pressure Monitors
clipper mouse: Massagers
tin bucket: Protein Powders
bottle jar: Vitamins; Mineral Supplements; Fish Oil
tube_of: Toothpastes
bottle small_box: Contact Lens Solution
pouch tin: Coffee
carton pouch: Tea; Pasta; Rice
tin carton: Hot Chocolate
bottle: Olive Oil; Car Care Products
carton: Breakfast Cereals
pouch can: Nut Mix
bar: Chocolate Bars; Protein Bars
pouch: Sweets; Bird Seed
glass_jar: Honey
glass_jar can: Spices
bottle glass_jar: Sauces
milk_carton bottle: Juice
can bottle: Soft Drinks
can: Energy Drinks
bottle flask: Mineral Water
jug carton: Laundry Detergents
jug: Fabric Softeners
carton pouch small_box: Dishwasher Tablets
spray: Cleaning Sprays
rolls: Toilet Paper; Kitchen Rolls
rolls carton: Bin Bags
stick_vacuum brush: Mops
bin: Waste Bins; Paper Shredders
nappy pack_of_cloth: Nappies
pack_of_cloth: Baby Wipes
baby_bottle: Baby Bottles
keyphone orb: Baby Monitors
baby_bottle orb: Breast Pumps
pushchair: Pushchairs
car_seat: Car Seats
high_chair: High Chairs
cot: Cots
bodysuit: Bodysuits
dress pillow: Sleeping Bags
dummy: Dummies
sack can: Dog Food
dog_bed: Dog Beds
lead: Dog Leads
harness: Dog Harnesses
bone ball: Dog Toys
can pouch: Cat Food
sack: Cat Litter
scratcher: Scratching Posts
orb bowl_set: Pet Fountains
aquarium: Aquariums
pen: Ballpoint Pens; Pencils
pens: Markers
book: Notebooks
carton flat_box: Copy Paper
folder: Folders
notes: Sticky Notes
calculator: Calculators
whiteboard: Whiteboards
stapler: Staplers
bricks flat_box: Building Brick Sets
puzzle flat_box: Jigsaw Puzzles
game_board flat_box: Board Games
car flat_box: Model Kits
doll: Dolls
teddy: Soft Toys
car: Remote-controlled Cars
train: Toy Trains
play_kitchen: Play Kitchens
scooter: Scooters
trampoline: Trampolines
paints: Paint Sets
tin bricks: Modelling Clays
dumbbell: Dumbbells
kettlebell: Kettlebells
mat: Yoga Mats
loop: Resistance Bands
treadmill: Treadmills
exercise_bike: Exercise Bikes
tent: Tents
mat pillow: Camp Sleeping Bags
head_torch: Head Torches
stove: Camping Stoves
cool_box: Cool Boxes
tripod screwdriver: Trekking Poles
bike: Bicycles
helmet: Bike Helmets
ball: Footballs
racket: Tennis Rackets
club: Golf Clubs
goggles: Swimming Goggles
skateboard: Skateboards
tyre: Tyres
canister bottle: Engine Oils
car_battery: Car Batteries
wiper: Wiper Blades
seat_cover: Seat Covers
car_mat: Car Mats
roof_box: Roof Boxes
full_helmet: Motorcycle Helmets
glove: Motorcycle Gloves
guitar: Acoustic Guitars; Ukuleles
e_guitar: Electric Guitars
envelope small_box: Guitar Strings
piano: Digital Pianos; Synthesisers
drums: Drum Kits
violin: Violins
amp: Amplifiers
pedal: Effects Pedals
"""

# shapes: words, one of which an accessory's name has; the first line that fits counts
SHAPES_OF_ACCESSORIES = """
bottle canister: oil; lubricant; cleaner; descaler
spray: spray
tube_of bottle: paste; glue
battery brick: batter; battery
charger device: charger; dock; reader; docking; intercom; maintainer
cable hose: cable; hose; jump lead; guy line; inlet; shower hose
loop lead: strap; cord; lace; lead; tieback; harness
disc: disc; ring; filter; lens cap; wheel; bearing; castor
reel: tape; string; roll
rug car_mat: mat; pad; underlay; groundsheet; topper; baseplate
folded pack_of_cloth: cover; protector; pillowcase; cloth; sleeve; pouch; bag; liner
lunchbox duffel: case; box; cube; tray; organiser
brush: brush; head; mascara; toothbrush; frother
tripod: stand; mount; arm; holder; bracket; leg; bench; throne
stick: stylus; pen; stick; light; comb; grip
bowl_set: lid; rack; jug; rail
tap: connector; nozzle; adapter; pump
boot slipper: insole; tree
tyre: tyre; inflator
glove: overgrip; grip
"""
SHAPES_OF_OTHERS = "blister small_box pouch flat_box"
