"""How kinds of goods look: appliances of household and body care. The notation is that of `visual_packs`."""

APPLIANCES = """
@ kettle 1
bend second flat .09: .62 .1, .94 .12, .96 .5, .8 .84
poly main up: .18 .24, .04 .16, .22 .14
lathe main tube: .12 .22, .2 .27, .84 .36, .9 .36
lathe second tube: .9 .36, 1 .4
lathe second up: .06 .1, .1 .2, .14 .22
print plain: .32 .46 .66 .6
@ toaster 1.4
* box dark up: .16 .02 .46 .12 .2
box main up: .02 .08 .98 .94 .24
box second up: .02 .84 .98 1 .2
oval metal ball: .9 .6 .05 .07
print plain: .2 .36 .6 .56
@ blender .5
lathe glass tube: .12 .36, .6 .28
lathe main shine: .3 .33, .6 .28
lathe second tube: 0 .1, .04 .1, .04 .38, .12 .38
lathe second tube: .6 .26, .66 .3, .96 .44, 1 .44
oval metal ball: .5 .84 .12 .06
print plain: .28 .7 .72 .77
@ coffee_machine .9
box main up: .04 .02 .96 .3 .12
box main up: .5 .1 .96 .96 .06
box second up: 0 .88 1 1 .1
poly glass ball: .08 .52, .46 .52, .42 .88, .12 .88
poly dark flat: .1 .62, .44 .62, .41 .86, .13 .86
line metal flat .05: .26 .3, .26 .4
oval screen flat: .74 .5 .12 .11
print plain: .14 .1 .8 .24
@ mixer .9
curve main ball: .02 .1, .3 0, .8 .04, .98 .18, .9 .36, .3 .34, .04 .3
poly main up: .66 .3, .94 .3, .96 .9, .7 .9
box second up: .02 .88 1 1 .3
poly metal ball: .06 .5, .64 .5, .54 .9, .16 .9
line metal flat .04: .3 .32, .34 .6
print plain: .3 .12 .74 .24
@ microwave 1.7
box main up: 0 0 1 .96 .05
box dark shine: .04 .1 .7 .86 .04
box screen flat: .76 .1 .96 .24 .1
oval metal ball: .86 .5 .07 .12
box second up: .76 .7 .96 .86 .1
print plain: .2 .4 .54 .56
@ fryer .82
curve main ball: .2 .06, .5 0, .8 .06, .96 .4, .98 .9, .86 1, .14 1, .02 .9, .04 .4
box dark up: .14 .5 .86 .9 .14
box second tube: .36 .6 .64 .94 .3
oval screen flat: .5 .24 .2 .14
print plain: .3 .4 .7 .48
@ washer .88
box main up: 0 0 1 1 .04
box second flat: 0 .02 1 .16 .04
oval metal ball: .5 .58 .34 .32
oval glass shine: .5 .58 .26 .24
oval dark ball: .5 .6 .2 .18
box screen flat: .6 .05 .9 .13 .1
print plain: .06 .05 .4 .13
@ fridge .5
box main up: 0 0 1 .98 .03
line dark flat .015: 0 .36, 1 .36
* box dark flat: .1 .98 .2 1 0
box metal up: .08 .12 .12 .3 .3
box metal up: .08 .42 .12 .66 .3
? box screen flat: .6 .12 .84 .2 .1
print plain: .4 .06 .9 .1
@ vacuum 1
bend dark flat .05: .3 .6, .1 .2, .5 .02, .9 .1
line metal tube .05: .9 .1, .96 .86
box second up: .76 .86 1 1 .2
curve main ball: .1 .66, .24 .5, .5 .5, .62 .66, .64 .9, .5 .98, .14 .98
oval dark ball: .2 .86 .13 .13
print plain: .26 .58 .56 .68
@ stick_vacuum .3
line metal tube .14: .5 .24, .5 .9
box second up: .02 .9 .98 1 .2
curve main ball: .16 .04, .84 .04, .8 .26, .6 .3, .3 .28
- oval cut flat: .6 .13 .16 .04
box third tube: .24 .2 .6 .4 .2
print tall: .32 .22 .52 .38
@ iron 1.6
curve main ball: .03 .8, .3 .4, .7 .34, .96 .4, 1 .86, .5 .86
bend second tube .14: .3 .44, .4 .1, .86 .1, .92 .5
poly metal shine: 0 .86, 1 .86, 1 1, .06 1
print plain: .4 .56 .8 .74
@ fan .6
line second tube .06: .5 .5, .5 .94
oval second up: .5 .95 .34 .05
oval dark flat: .5 .3 .5 .3
* poly main flat: .5 .3, .1 .14, .06 .34
* poly main flat: .5 .3, .2 .5, .4 .56
poly main flat: .5 .3, .38 .06, .62 .06
oval metal ball: .5 .3 .12 .07
@ heater 1.1
* box dark flat: .1 .9 .2 1 .2
box main up: 0 .06 1 .92 .1
box second flat: .14 .16 .22 .8 .3
box second flat: .3 .16 .38 .8 .3
box second flat: .46 .16 .54 .8 .3
box second flat: .62 .16 .7 .8 .3
oval dark ball: .86 .3 .07 .08
@ tower_fan .34
lathe dark tube: .94 .48, 1 .5
lathe main tube: 0 .3, .03 .38, .94 .34
box second flat: .3 .14 .7 .8 .1
box screen flat: .36 .04 .64 .1 .1
print plain: .28 .84 .72 .9
@ hairdryer 1.1
poly dark up: 0 .12, .14 .1, .14 .46, 0 .44
curve main ball: .12 .08, .5 .04, .86 .06, .98 .28, .86 .5, .5 .5, .12 .48
oval second ball: .84 .28 .12 .18
poly main up: .5 .46, .7 .46, .64 1, .5 1
bend dark flat .03: .57 .96, .6 1
print plain: .24 .2 .62 .36
@ clipper .34
poly metal shine: .16 0, .84 0, .8 .1, .2 .1
curve main tube: .2 .08, .8 .08, .9 .3, .76 .6, .8 .96, .5 1, .2 .96, .24 .6, .1 .3
oval second ball: .5 .4 .14 .06
print tall: .32 .5 .68 .9
@ brush .2
box light flat: .24 0 .76 .12 .1
lathe plain tube: .1 .18, .3 .16, .4 .3
lathe main tube: .38 .36, .9 .44, 1 .4
oval second ball: .5 .52 .2 .03
print tall: .3 .6 .7 .92
@ thermometer .3
lathe metal tube: 0 .1, .2 .14
lathe main tube: .2 .3, .3 .46, .96 .46, 1 .3
box screen flat: .2 .36 .8 .56 .1
oval second ball: .5 .7 .22 .06
print plain: .2 .8 .8 .9
"""
