"""How kinds of goods look: tools. The notation is that of `visual_packs`."""

TOOLS = """
@ drill 1.1
poly metal shine: 0 .14, .14 .12, .14 .22, 0 .2
box dark tube: .1 .06 .3 .3 .2
curve main up: .26 0, .8 0, .98 .1, .9 .36, .7 .4, .74 .8, .48 .8, .48 .42, .28 .36
box second up: .36 .8 .88 1 .1
poly dark flat: .44 .42, .5 .42, .5 .56, .44 .52
print plain: .36 .1 .8 .28
@ grinder 1.7
oval metal ball: .14 .66 .14 .3
box main tube: .06 .2 .98 .66 .3
box second tube: .4 .22 .62 .64 .1
line dark tube .1: .2 .24, .16 0
print plain: .64 .3 .92 .56
@ saw 1.6
oval metal ball: .4 .7 .27 .3
box main up: .1 .14 .66 .62 .2
bend second tube .1: .5 .5, .72 .1, .96 .3, .9 .66
poly dark flat: 0 .74, 1 .74, 1 .8, 0 .8
print plain: .16 .26 .54 .46
@ sander 1.15
box dark flat: 0 .88 1 1 .1
box second up: .1 .72 .9 .9 .2
curve main ball: .2 .72, .24 .2, .5 .02, .9 .1, .84 .3, .7 .4, .78 .72
print plain: .3 .34 .66 .6
@ wrench 5
line main shine .4: .14 .5, .86 .5
oval main ball: .1 .5 .1 .48
oval main ball: .9 .5 .09 .44
- box cut flat: 0 .32 .1 .68 0
- oval cut flat: .9 .5 .04 .2
print plain: .3 .36 .7 .64
@ hammer .62
box metal up: .16 0 .7 .24 .1
poly metal up: .7 .03, 1 .14, 1 .2, .7 .2
lathe wood tube: .2 .07, .5 .08
lathe main tube: .5 .09, .94 .11, 1 .09
print tall: .4 .54 .6 .96
@ screwdriver .16
box metal tube: .42 0 .58 .54 0
lathe main tube: .5 .24, .56 .44, .7 .36, .96 .46, 1 .34
? box second flat: .06 .74 .94 .8 0
@ bits 1.2
box main up: 0 .1 1 1 .06
box dark flat: .05 .2 .95 .9 .04
box metal shine: .12 .26 .17 .84 .3
box metal shine: .26 .34 .31 .84 .3
box metal shine: .4 .4 .46 .84 .3
box second tube: .56 .46 .64 .84 .3
box second tube: .74 .5 .84 .84 .3
print plain: .2 .01 .8 .1
@ screw .3
oval main ball: .5 .08 .5 .08
lathe main tube: .08 .44, .18 .2, .9 .18, 1 .02
line dark flat .05: .2 .3, .8 .36
line dark flat .05: .2 .45, .8 .51
line dark flat .05: .2 .6, .8 .66
line dark flat .05: .2 .75, .8 .81
@ tape 1.1
curve main ball: .04 .1, .5 0, .9 .06, .98 .9, .9 1, .06 1, 0 .5
oval second ball: .46 .5 .3 .32
poly third flat: .9 .9, 1.0 .9, 1 1, .9 1
print badge: .24 .26 .68 .74
@ toolbox 1.6
bend dark tube .08: .3 .3, .32 .06, .68 .06, .7 .3
box main up: 0 .26 1 1 .06
box second flat: 0 .26 1 .42 .05
* box metal flat: .18 .36 .26 .56 .1
print plain: .32 .54 .68 .8
@ ladder .42
* poly main tube: .16 0, .3 0, .14 1, 0 1
box second up: .16 .16 .84 .22 0
box second up: .14 .36 .86 .42 0
box second up: .12 .56 .88 .62 0
box second up: .1 .76 .9 .82 0
@ lock 1
bend metal tube .1: .26 .5, .26 .1, .74 .1, .74 .5
box main up: .1 .42 .9 1 .16
oval dark flat: .5 .66 .07 .07
poly dark flat: .47 .68, .53 .68, .56 .84, .44 .84
print plain: .2 .46 .8 .56
@ tap .8
bend main tube .13: .7 .96, .7 .3, .5 .08, .2 .12, .14 .4
box main up: .52 .9 .9 1 .2
line second tube .09: .74 .6, .98 .46
@ shower .6
line main tube .16: .5 .4, .5 1
oval main ball: .5 .22 .5 .22
oval second flat: .5 .22 .36 .15
oval dark flat: .5 .22 .2 .08
@ mower 1.2
line dark tube .05: .96 .02, .5 .6
curve main ball: .1 .6, .3 .44, .6 .44, .84 .62, .8 .84, .1 .84
box second up: .28 .34 .54 .5 .2
oval dark ball: .16 .86 .12 .14
oval dark ball: .76 .84 .14 .16
oval second flat: .76 .84 .06 .07
print plain: .26 .56 .66 .72
@ chainsaw 1.9
box metal shine: 0 .5 .56 .72 .5
curve main up: .42 .3, .9 .26, 1 .6, .96 .92, .46 .92
bend second tube .08: .5 .34, .56 .06, .76 .1, .74 .3
- oval cut flat: .86 .5 .07 .1
print plain: .48 .66 .84 .82
@ washer_gun .72
bend dark flat .05: .3 .3, 0 .5, .16 .9
box main up: .22 .14 .84 .9 .12
box second up: .28 .34 .78 .5 .1
line dark tube .06: .34 .02, .8 .02
line dark tube .05: .34 .02, .34 .2
* oval dark ball: .26 .9 .14 .1
print plain: .32 .6 .74 .74
@ hose 1.1
bend main tube .08: .9 .2, .5 .06, .14 .3, .2 .8, .6 .92, .84 .6, .6 .3, .34 .46, .5 .7, .96 .9
box second up: .86 .8 1 .98 .2
@ secateurs .5
curve metal shine: .4 .5, .2 .2, .4 0, .56 .2, .54 .5
curve metal shine: .5 .5, .7 .3, .6 .1, .74 .2, .78 .4, .58 .54
bend main tube .13: .52 .48, .24 .7, .2 .96
bend second tube .13: .52 .48, .78 .7, .74 .96
oval dark ball: .52 .48 .09 .045
"""
