"""The colours that the names of flavours, colours and materials stand for: red green blue, of 255."""

TONES = """
vanilla: 243 226 170
chocolate: 96 58 36
strawberry: 226 62 84
caramel: 198 130 60
hazelnut: 150 100 58
coconut: 240 238 226
lemon: 244 220 60
orange: 242 140 34
raspberry: 200 36 92
cherry: 178 22 50
peach: 250 178 130
original: 60 110 190
classic: 40 90 150
spicy: 206 44 26
garlic: 226 220 200
smoked: 110 76 60
herb: 80 140 60
lavender: 168 144 208
rose: 232 130 160
jasmine: 236 234 190
ocean: 40 140 190
citrus: 200 214 50
sandalwood: 180 140 100
unscented: 226 230 234
whole bean: 70 44 30
ground: 130 88 54
coarse ground: 100 64 40
chicken: 240 196 80
beef: 160 50 44
salmon: 244 140 110
lamb: 190 90 90
turkey: 200 150 90
duck: 60 110 100
nude: 220 174 150
coral: 250 120 100
berry: 140 30 80
classic red: 190 20 40
plum: 100 40 90
rosewood: 150 70 70
ivory: 240 230 206
fine: 40 70 140
medium: 40 130 90
broad: 150 60 120
black: 34 34 38
yellow: 246 208 40
cyan: 30 180 216
magenta: 214 30 130
white: 244 244 242
silver: 192 198 204
grey: 134 138 144
red: 206 34 40
blue: 40 90 196
green: 44 140 70
pink: 244 150 184
purple: 122 58 158
brown: 116 74 44
beige: 218 198 164
gold: 212 170 66
rose gold: 222 164 146
navy: 26 40 92
turquoise: 42 186 178
mint: 164 224 196
burgundy: 112 20 46
anthracite: 62 66 72
cream: 246 236 208
khaki: 138 130 84
copper: 184 104 60
cotton: 226 214 194
polyester: 90 120 170
linen: 206 190 160
wool: 170 158 146
viscose: 176 120 150
leather: 122 72 42
suede: 160 116 76
faux leather: 60 50 48
canvas: 188 172 132
oak: 196 152 100
walnut: 104 66 44
pine: 226 188 130
bamboo: 216 190 120
metal: 160 166 172
stainless steel: 196 200 206
aluminium: 208 212 216
titanium: 150 150 156
brass: 198 164 80
ceramic: 236 232 222
glass: 190 214 216
cast iron: 56 56 60
plastic: 210 60 70
silicone: 90 180 190
925 silver: 204 208 214
14k gold: 222 180 80
steel: 176 182 190
gold-plated: 230 190 90
"""
