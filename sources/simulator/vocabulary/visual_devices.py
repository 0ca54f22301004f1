"""How kinds of goods look: electronics. The notation is that of `visual_packs`."""

DEVICES = """
@ phone .5
box main up: 0 0 1 1 .16
box screen shine: .05 .025 .95 .975 .14
? oval dark flat: .5 .05 .05 .025
@ phone_back .5
box main up: 0 0 1 1 .16
box second up: .06 .03 .46 .3 .3
oval dark ball: .2 .09 .1 .05
oval dark ball: .2 .2 .1 .05
? oval light ball: .38 .14 .05 .025
print plain: .2 .5 .8 .64
@ keyphone .42
box main up: .06 0 .94 1 .2
box screen flat: .16 .1 .84 .42 .06
* box second up: .16 .5 .34 .58 .3
* box second up: .16 .64 .34 .72 .3
* box second up: .16 .78 .34 .86 .3
box second up: .41 .5 .59 .58 .3
box second up: .41 .64 .59 .72 .3
box second up: .41 .78 .59 .86 .3
print plain: .2 .03 .8 .08
@ tablet .76
box main up: 0 0 1 1 .06
box screen shine: .05 .05 .95 .93 .01
oval metal flat: .5 .965 .03 .02
@ screen 1.5
box dark flat: .42 .82 .58 .96 0
poly dark up: .3 .94, .7 .94, .76 1, .24 1
box main up: 0 0 1 .86 .03
box screen shine: .02 .03 .98 .8 .01
print plain: .4 .81 .6 .85
@ laptop 1.5
poly plain down: .12 .72, .88 .72, 1 .96, 0 .96
poly dark flat: .18 .75, .82 .75, .88 .86, .12 .86
poly dark up: 0 .96, 1 .96, .98 1, .02 1
box main up: .12 0 .88 .73 .04
box screen shine: .15 .04 .85 .68 .01
@ tower .5
box main up: 0 0 1 1 .03
? box glass shine: .08 .08 .92 .7 .03
oval second ball: .5 .24 .3 .13
oval second ball: .5 .54 .3 .13
oval dark flat: .5 .24 .12 .05
oval dark flat: .5 .54 .12 .05
print plain: .2 .8 .8 .9
@ device 1.6
* box dark flat: .1 .92 .2 1 0
box main up: 0 .1 1 .95 .08
? box second flat: 0 .66 1 .95 .06
box screen flat: .08 .26 .46 .52 .08
oval second ball: .8 .44 .12 .2
oval dark flat: .8 .44 .04 .07
print plain: .08 .7 .5 .88
@ soundbar 6
box main up: 0 .1 1 .95 .3
box second flat: .06 .2 .94 .8 .2
box screen flat: .44 .4 .56 .6 .2
print plain: .7 .34 .92 .68
@ speaker .62
box main up: 0 0 1 1 .08
oval second ball: .5 .66 .38 .24
oval dark ball: .5 .66 .2 .12
oval second ball: .5 .24 .2 .12
oval dark ball: .5 .24 .09 .055
print plain: .28 .42 .72 .5
@ orb 1
oval main ball: .5 .54 .48 .46
oval dark up: .5 .18 .3 .1
? box second flat: .08 .5 .92 .6 0
print plain: .28 .64 .72 .8
@ turntable 1.3
box main up: 0 .06 1 1 .05
oval dark flat: .42 .52 .36 .44
oval second flat: .42 .52 .13 .16
oval metal ball: .42 .52 .02 .025
bend metal flat .03: .9 .16, .9 .6, .72 .76
print plain: .7 .84 .94 .94
@ headphones .9
bend main tube .1: .12 .6, .1 .3, .28 .07, .5 .03, .72 .07, .9 .3, .88 .6
* box second ball: .03 .5 .27 .98 .4
* box dark flat: .22 .54 .32 .94 .4
print plain: .06 .68 .24 .8
@ earbuds 1
box main up: .08 .4 .92 1 .3
* oval second ball: .3 .2 .16 .16
* box second tube: .26 .26 .36 .5 .4
* oval dark ball: .36 .2 .06 .08
print plain: .3 .66 .7 .82
@ microphone .34
oval dark ball: .5 .2 .48 .2
box metal flat: .06 .2 .94 .26 .1
lathe main tube: .26 .38, .6 .26, 1 .22
box second flat: .36 .5 .64 .58 .2
@ cable 1.1
bend main flat .055: .1 .9, .05 .4, .4 .1, .85 .25, .9 .65, .5 .8, .25 .55, .45 .3, .72 .45, .66 .66, .9 .92
box second up: .02 .84 .22 1 .2
box second up: .8 .84 1 1 .2
@ strip 4.6
bend second flat .1: .9 .5, 1 .3
box main up: 0 .1 .92 .95 .3
* oval dark ball: .18 .52 .06 .28
oval dark ball: .34 .52 .06 .28
oval dark ball: .5 .52 .06 .28
print plain: .7 .24 .78 .8
@ charger .86
* box metal flat: .3 0 .4 .22 .1
box main ball: .06 .18 .94 1 .24
? box dark flat: .36 .86 .64 .94 .4
print plain: .2 .4 .8 .66
@ battery .36
box metal up: .34 0 .66 .06 .1
box second tube: .02 .04 .98 .3 .06
box main tube: .02 .3 .98 1 .06
print tall: .16 .36 .84 .94
@ brick 1
box main up: .06 0 .94 1 .14
box second flat: .06 .7 .94 .86 0
* oval light ball: .3 .12 .05 .05
print stacked: .16 .26 .84 .64
@ stick 2.6
box metal shine: 0 .24 .24 .76 0
box main up: .22 .1 1 .9 .2
- oval cut flat: .94 .5 .025 .09
print plain: .32 .26 .86 .74
@ chip 1
box main flat: 0 0 1 1 .02
box metal shine: .16 .16 .84 .84 .06
print stacked: .24 .24 .76 .76
@ board_pc .9
box main flat: 0 0 1 1 .01
box metal shine: .3 .16 .6 .42 .02
box second up: .68 .1 .74 .6 0
box second up: .8 .1 .86 .6 0
box dark up: .1 .6 .6 .68 0
box third up: .1 .8 .7 .86 0
box metal up: 0 .1 .14 .5 0
print plain: .5 .88 .95 .98
@ card 2
box metal flat: 0 0 .05 1 0
box main up: .03 .08 1 .86 .06
* oval dark ball: .28 .47 .17 .34
* oval second ball: .28 .47 .08 .15
box third flat: .2 .86 .8 .95 0
print plain: .4 .12 .6 .24
@ keyboard 3
box main up: 0 .05 1 1 .08
box second flat: .02 .12 .98 .3 .06
box second flat: .02 .35 .78 .53 .06
box second flat: .02 .58 .78 .74 .06
box third flat: .2 .8 .6 .94 .06
box second flat: .82 .35 .98 .94 .04
@ mouse .62
oval main ball: .5 .5 .48 .5
line dark flat .02: .5 .02, .5 .36
box second flat: .44 .12 .56 .32 .4
? curve third up: .02 .5, .12 .3, .12 .7
print plain: .3 .66 .7 .78
@ printer 1.35
poly light flat: .2 0, .8 0, .84 .34, .16 .34
box main up: 0 .28 1 .9 .1
box dark flat: .16 .6 .84 .7 0
poly light up: .2 .66, .8 .66, .86 1, .14 1
box screen flat: .7 .36 .92 .48 .1
print plain: .08 .36 .42 .5
@ router 1.5
* line dark flat .05: .16 .6, .12 .04
? line dark flat .05: .5 .6, .5 .02
box main up: 0 .54 1 1 .14
box second flat: .1 .72 .9 .78 0
print plain: .3 .8 .7 .95
@ console 1.9
box main up: 0 .1 1 .9 .12
poly second flat: .4 .1, .56 .1, .48 .9, .32 .9
line dark flat .03: 0 .5, 1 .5
print plain: .6 .2 .94 .44
@ gamepad 1.5
curve main ball: .24 .08, .5 .14, .76 .08, .94 .3, 1 .84, .86 .98, .68 .66, .32 .66, .14 .98, 0 .84, .06 .3
* oval dark ball: .36 .54 .08 .12
oval second flat: .78 .34 .04 .06
oval third flat: .86 .42 .04 .06
oval second flat: .7 .42 .04 .06
box dark flat: .14 .36 .3 .42 0
box dark flat: .2 .28 .24 .5 0
print plain: .42 .2 .58 .32
@ headset_vr 1.5
bend dark flat .12: .06 .5, .1 .1, .5 .02, .9 .1, .94 .5
box main ball: .04 .34 .96 .94 .4
* oval second ball: .3 .64 .1 .14
print plain: .4 .44 .6 .54
@ camera 1.35
poly second up: .36 .02, .64 .02, .7 .2, .3 .2
box main up: 0 .16 1 1 .1
box second up: .08 .1 .22 .2 .1
? box third flat: 0 .36 1 .8 0
oval dark ball: .54 .58 .27 .37
oval metal ball: .54 .58 .2 .27
oval screen ball: .54 .58 .14 .19
print plain: .36 .07 .64 .18
@ lens .7
lathe main tube: 0 .46, .1 .48, .2 .48, .22 .42, .5 .42, .52 .46, .9 .46, 1 .38
lathe second flat: .56 .47, .6 .47
lathe dark tube: .26 .43, .46 .43
print plain: .2 .64 .8 .8
@ drone 1.5
line main tube .08: .12 .2, .88 .8
line main tube .08: .88 .2, .12 .8
* oval second flat: .12 .18 .12 .06
* oval second flat: .12 .8 .12 .06
oval main ball: .5 .5 .2 .26
oval dark ball: .5 .62 .06 .09
print plain: .38 .36 .62 .48
@ binoculars 1.1
* lathe main tube: .5 .1, .6 .1
* curve main tube: .14 .04, .36 .04, .38 .4, .46 .5, .46 1, .04 1, .04 .5, .12 .4
* box second tube: .02 .86 .48 1 .1
box second flat: .42 .3 .58 .62 .1
print plain: .1 .6 .4 .74
@ tripod .6
* line main tube .07: .46 .26, .1 1
line main tube .07: .5 .26, .5 1
box second up: .3 .1 .7 .28 .2
line dark flat .06: .66 .2, .98 .36
box dark up: .36 0 .64 .1 .1
@ watch .46
box second up: .28 0 .72 1 .14
oval metal ball: .5 .5 .48 .24
oval main ball: .5 .5 .42 .21
line third flat .03: .5 .5, .5 .36
line third flat .03: .5 .5, .7 .54
box metal flat: .94 .48 1 .53 .2
print plain: .34 .54 .66 .6
@ smartwatch .5
box main up: .24 0 .76 1 .16
box metal up: .08 .28 .92 .72 .28
box screen shine: .14 .31 .86 .69 .24
@ band .3
box main up: .14 0 .86 1 .4
box screen shine: .22 .3 .78 .66 .3
? box second flat: .14 .78 .86 .82 0
"""
