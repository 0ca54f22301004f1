"""Which attributes each kind of product has, and by which of them its family varies.

A line is `name: axis weight ... | slot=value ...`. Axes are colour, size, capacity (the primary measure), option,
pack and model. Slots name a ladder, size system, option or material set; `model` is the share of families that
carry a model number; `pack` names the counts that they are sold in.
"""

PROFILES = """
screen_large: capacity 5 model 3 | primary=tv_inch secondary=hertz model=0.95
screen_mid: capacity 4 model 3 colour 1 | primary=mid_inch secondary=hertz colour=any model=0.9
screen_car: capacity 3 model 3 | primary=car_inch secondary=storage_small model=0.9
laptop: capacity 4 model 2 colour 2 | primary=storage_phone secondary=lap_inch colour=any model=0.9
laptop_fixed: capacity 4 model 3 | primary=storage_disk secondary=ram model=0.9
tablet: capacity 4 colour 3 | primary=storage_small secondary=tab_inch colour=any model=0.8
phone: capacity 4 colour 4 | primary=storage_phone colour=any model=0.7
phone_simple: colour 4 model 2 | colour=any model=0.9
device: model 4 | secondary=watt_charge colour=any model=0.9
device_colour: colour 4 model 3 | colour=any model=0.85
audio: colour 5 model 3 | colour=any model=0.85
camera: model 3 colour 3 | primary=pixels secondary=storage_small colour=any model=0.95
lens: capacity 4 model 1 | primary=focal_mm secondary=filter_mm model=0.6
storage: capacity 6 pack 2 | primary=storage_small pack=few model=0.6
storage_big: capacity 6 model 1 | primary=storage_big model=0.8
storage_device: capacity 3 model 3 colour 1 | primary=storage_small colour=any model=0.85
memory: capacity 4 pack 2 | primary=ram pack=few model=0.8
memory_card: capacity 3 model 4 | primary=ram model=0.95
component: model 4 colour 2 | colour=any model=0.8
psu: capacity 5 model 1 | primary=watt_psu colour=any model=0.8
peripheral: colour 4 model 3 | colour=any model=0.8
ports: capacity 4 model 3 | primary=ports colour=any model=0.9
ink: colour 5 pack 3 | colour=print pack=few model=0.9
cable: capacity 5 colour 3 pack 2 | primary=cable_m colour=any pack=few model=0.3
battery: capacity 4 colour 3 | primary=charge colour=any model=0.7
charger: capacity 4 colour 2 | primary=watt_charge colour=any model=0.6
cells: pack 6 | pack=many model=0.3
cells_colour: colour 4 pack 4 | colour=any pack=many model=0.2
wearable: capacity 2 colour 4 size 1 | primary=case_mm size=alpha colour=any model=0.6
bulb: capacity 4 pack 4 | primary=watt_lamp pack=few model=0.5
small_part: colour 3 pack 4 | colour=any pack=few model=0.4
filter: capacity 6 | primary=filter_mm model=0.4
filter_big: capacity 4 | primary=round_cm model=0.5
tall: capacity 3 model 3 colour 2 | primary=tall_cm colour=any model=0.7
tall_decor: capacity 4 colour 4 | primary=height_cm colour=any material=ware model=0.1
tall_toy: capacity 4 colour 3 | primary=height_cm colour=any model=0.2
optics: capacity 4 model 2 | primary=optic_mm colour=any model=0.7
optics_big: capacity 4 model 3 | primary=optic_big model=0.9
paper: size 4 capacity 4 colour 1 | size=paper primary=sheets colour=any model=0.2
pan: capacity 6 colour 2 | primary=pan_cm colour=any material=ware model=0.3
vessel: capacity 5 colour 3 | primary=l_kettle colour=any material=ware model=0.2
vessel_big: capacity 5 colour 3 | primary=l_pan colour=any material=ware model=0.3
blade: capacity 5 colour 1 | primary=blade_cm colour=any model=0.4
board: capacity 5 colour 1 | primary=board_cm colour=any material=wood model=0.1
plate: capacity 4 colour 3 pack 4 | primary=plate_cm colour=any pack=few model=0.1
cup: capacity 3 colour 4 pack 4 | primary=ml_mid colour=any pack=few material=ware model=0.1
bottle: capacity 5 colour 5 | primary=ml_mid colour=any material=ware model=0.2
pieces_set: capacity 5 model 2 | primary=pieces model=0.7
gadget: colour 4 model 2 | colour=any material=ware model=0.6
appliance: colour 3 model 4 | secondary=watt_small colour=any model=0.85
appliance_model: model 5 colour 1 | secondary=watt_big colour=any model=0.95
kettle: capacity 3 colour 4 model 2 | primary=l_kettle colour=any model=0.7
kettle_big: capacity 4 colour 2 model 2 | primary=l_mid secondary=watt_big colour=any model=0.8
laundry: capacity 4 model 4 | primary=kg_load colour=any model=0.95
fridge: capacity 4 colour 3 model 3 | primary=l_big colour=any model=0.95
furniture: capacity 5 colour 4 | primary=width_cm colour=any material=wood model=0.2
furniture_seat: colour 5 pack 2 | colour=any material=leather pack=few model=0.3
furniture_small: capacity 3 colour 2 | primary=l_box colour=any material=metal model=0.3
bed: size 6 colour 3 | size=bed colour=any material=wood model=0.2
bedding: size 5 colour 4 | size=bedding colour=any material=cloth model=0.1
bedding_small: size 4 pack 3 | size=cushion pack=few material=cloth model=0.1
textile: size 5 colour 5 pack 1 | size=textile colour=any material=cloth pack=few model=0.1
round_decor: capacity 4 colour 4 | primary=round_cm colour=any material=wood model=0.3
frame: size 5 colour 4 pack 2 | size=frame colour=any pack=few material=wood model=0.1
frame_big: size 5 model 1 | size=frame_big material=metal model=0.3
scented: option 5 pack 2 | option=scent primary=g_food pack=few model=0.05
lamp: colour 4 capacity 3 | primary=watt_room colour=any material=metal model=0.4
lamp_pack: pack 5 colour 2 | pack=few colour=any model=0.3
long: capacity 5 colour 3 | primary=line_m colour=any model=0.2
tool: model 4 capacity 3 | primary=volt model=0.95
metric: capacity 5 pack 3 | primary=metric_mm pack=few material=metal model=0.4
metric_pack: capacity 5 pack 4 | primary=metric_mm pack=many material=metal model=0.1
metric_big: capacity 5 pack 1 model 2 | primary=disc_mm pack=few model=0.9
weight_tool: capacity 4 | primary=g_tool material=wood model=0.4
paint: colour 4 capacity 4 | primary=l_wash colour=any model=0.1
paint_small: capacity 4 pack 3 colour 1 | primary=ml_small pack=few colour=any model=0.3
fixture: colour 4 model 3 | colour=any material=metal model=0.7
hose: capacity 6 | primary=hose_m model=0.4
grill: capacity 3 colour 2 model 3 | primary=round_cm colour=any model=0.7
span: capacity 3 colour 5 | primary=span_cm colour=any model=0.2
span_big: capacity 6 | primary=span_big model=0.4
pot: capacity 5 colour 4 pack 2 | primary=round_cm colour=any pack=few material=ware model=0.1
seeds: capacity 4 pack 3 | primary=g_seed pack=few model=0.1
granules: capacity 6 pack 1 | primary=kg_bag pack=few model=0.05
apparel: size 6 colour 5 | size=alpha colour=any material=cloth model=0.15
apparel_unisex: size 5 colour 4 | size=alpha colour=any model=0.4
apparel_pack: size 5 colour 4 pack 2 | size=alpha colour=any pack=few material=cloth model=0.1
jeans: size 6 colour 4 | size=jeans colour=any material=cloth model=0.2
kids_wear: size 6 colour 3 pack 1 | size=kids colour=any pack=few material=cloth model=0.05
socks: size 4 colour 3 pack 4 | size=sock colour=any pack=few material=cloth model=0.05
shoes: size 6 colour 5 | size=shoe colour=any material=leather model=0.35
plain_colour: colour 6 model 1 | colour=any material=leather model=0.35
bag: capacity 4 colour 5 | primary=l_bag colour=any material=cloth model=0.3
bag_big: capacity 4 colour 5 | primary=l_box colour=any material=cloth model=0.3
watch: capacity 2 colour 4 model 4 | primary=case_mm colour=any material=leather model=0.9
jewel: colour 3 model 1 | colour=any material=precious model=0.15
jewel_length: capacity 4 colour 2 | primary=chain_cm colour=any material=precious model=0.15
ring: size 6 colour 2 | size=ring colour=any material=precious model=0.15
eyewear: colour 5 model 3 | colour=any model=0.8
dioptre: size 5 colour 3 pack 2 | size=dioptre colour=any pack=few model=0.2
cream: capacity 5 pack 1 | primary=ml_small pack=few model=0.03
lotion: capacity 5 pack 2 | primary=ml_mid pack=few model=0.05
shade: option 6 | option=shade primary=ml_tiny model=0.1
scented_liquid: option 4 capacity 4 pack 1 | option=scent primary=ml_mid pack=few model=0.03
scented_small: capacity 5 option 2 | option=scent primary=ml_small model=0.05
scented_bar: option 4 pack 4 | option=scent primary=g_bar pack=few model=0.03
scented_big: option 3 capacity 4 pack 1 | option=scent primary=l_wash pack=few model=0.03
protein: option 5 capacity 4 | option=sweet primary=kg_protein model=0.03
tablets: capacity 5 pack 2 | primary=tabs secondary=dose pack=few model=0.1
coffee: option 4 capacity 4 | option=grind primary=g_food model=0.03
capsules: capacity 5 pack 2 | primary=caps pack=few model=0.05
tea: capacity 4 option 3 | option=fruit primary=bags model=0.03
food: capacity 5 pack 3 | primary=g_food pack=few model=0.02
food_small: capacity 5 pack 2 | primary=g_small pack=few model=0.02
oil: capacity 5 pack 2 | primary=ml_drink pack=few model=0.02
sweets: option 4 pack 4 | option=fruit primary=g_bar pack=many model=0.02
bar: option 4 pack 4 | option=sweet primary=g_small pack=many model=0.02
savoury_liquid: option 4 capacity 4 | option=savoury primary=ml_mid model=0.02
drink: option 4 pack 4 capacity 2 | option=fruit primary=ml_drink pack=many model=0.02
rolls: capacity 5 pack 2 | primary=rolls pack=few model=0.03
bin_bag: capacity 4 pack 4 | primary=l_box pack=many model=0.05
box: capacity 5 colour 3 pack 2 | primary=l_box colour=any pack=few model=0.2
box_big: capacity 4 colour 2 | primary=l_box colour=any model=0.6
nappy: size 5 capacity 3 | size=nappy primary=nappies model=0.03
pet_food: option 4 capacity 4 pack 1 | option=meat primary=kg_bag pack=few model=0.03
dog_wear: size 5 colour 4 | size=alpha colour=any model=0.1
tank: capacity 5 model 2 | primary=l_tank colour=any model=0.7
pen: colour 5 pack 4 option 2 | colour=any option=tip pack=many model=0.3
notebook: size 3 colour 4 pack 1 | size=paper colour=any pack=few model=0.1
notebook_pack: colour 4 pack 4 | colour=any pack=many model=0.2
toy: model 1 pack 1 | primary=persons pack=few model=0.3
wheels: colour 5 capacity 2 | primary=wheel_inch colour=any model=0.4
dumbbell: capacity 6 colour 1 pack 2 | primary=kg_bell colour=any pack=few model=0.1
mat: capacity 3 colour 5 | primary=mat_mm colour=any model=0.2
persons: capacity 5 colour 2 | primary=persons colour=any model=0.4
bike: size 4 colour 3 capacity 2 | size=alpha primary=wheel_inch colour=any model=0.4
ball: size 5 colour 3 | size=ball colour=any model=0.3
deck: size 5 colour 3 | size=board_in colour=any model=0.1
racket: model 3 colour 2 | colour=any model=0.6
tyre: size 6 | size=tyre model=0.5
engine_oil: capacity 6 pack 1 | primary=l_oil pack=few model=0.2
car_battery: capacity 6 | primary=amp_hours model=0.9
wiper: capacity 6 pack 2 | primary=wiper_mm pack=few model=0.7
car_bulb: capacity 2 pack 4 | primary=watt_car pack=few model=0.6
instrument: colour 5 model 3 | colour=any material=wood model=0.8
instrument_model: model 4 colour 2 capacity 2 | primary=keys colour=any model=0.95
strings: size 5 pack 3 | size=gauge pack=few model=0.5
amp: capacity 4 model 3 | primary=watt_amp model=0.9
accessory: colour 4 pack 3 model 2 | colour=any pack=few model=0.35
"""

PACKS = {"few": (1, 2, 3, 4, 6), "many": (4, 6, 8, 10, 12, 20, 24, 50)}
