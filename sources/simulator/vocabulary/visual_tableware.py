"""How kinds of goods look: what stands on tables and stoves. The notation is that of `visual_packs`."""

TABLEWARE = """
@ mug 1.15
bend plain tube .1: .72 .26, .96 .3, .94 .62, .7 .76
lathe main tube: .04 .36, .9 .34, .98 .3, 1 .26
oval dark up: .5 .06 .36 .06
print badge: .26 .24 .74 .84
@ glass .6
lathe glass tube: 0 .46, .9 .36, 1 .34
lathe main shine: .3 .41, .9 .34, .96 .32
oval glass flat: .5 .03 .46 .03
? line second flat .03: .05 .2, .95 .2
@ wineglass .46
lathe glass ball: 0 .32, .1 .42, .25 .46, .4 .36, .5 .1, .56 .04, .9 .04, .94 .3, 1 .42
lathe main flat: .16 .41, .26 .43, .4 .33, .48 .1
@ plate 1
oval main ball: .5 .5 .5 .5
oval plain flat: .5 .5 .34 .34
? oval second flat: .5 .5 .22 .22
oval plain ball: .5 .5 .2 .2
@ bowl 1.7
lathe main ball: .2 .5, .5 .44, .8 .3, .94 .2, 1 .2
oval second up: .5 .2 .5 .18
oval dark up: .5 .22 .44 .14
@ pan 2.1
box dark tube: .54 .4 1 .58 .4
oval metal flat: .3 .5 .3 .5
oval main ball: .3 .5 .27 .45
oval second flat: .3 .5 .2 .34
? oval third flat: .3 .5 .1 .17
print plain: .72 .42 .96 .56
@ saucepan 1.8
line dark tube .09: .62 .42, .99 .36
box main tube: .04 .3 .66 1 .1
oval metal up: .35 .3 .31 .12
oval dark up: .35 .31 .27 .08
print plain: .16 .55 .54 .8
@ casserole 1.5
* box second flat: 0 .46 .16 .58 .4
box main tube: .08 .36 .92 1 .14
lathe main up: .14 .06, .22 .24, .32 .4, .38 .42
oval second ball: .5 .09 .08 .08
print plain: .28 .6 .72 .82
@ teapot 1.3
bend main tube .13: .2 .66, .1 .5, .06 .3
bend second flat .07: .76 .36, .98 .4, .94 .7, .72 .82
oval main ball: .48 .62 .34 .38
oval second up: .48 .28 .18 .07
oval second ball: .48 .16 .06 .08
print badge: .3 .46 .66 .84
@ knife 5.2
curve metal shine: 0 .3, .35 .1, .6 .1, .6 .8, .3 .8, .06 .52
box main up: .58 .06 1 .74 .4
* oval metal flat: .28 .4 .012 .06
oval metal flat: .9 .4 .012 .06
print plain: .28 .24 .5 .6
@ cutlery .8
box third up: 0 .04 1 1 .04
line metal shine .06: .2 .4, .2 .94
oval metal ball: .2 .24 .08 .14
line metal shine .06: .5 .1, .5 .94
poly metal shine: .46 .1, .58 .14, .58 .5, .46 .5
line metal shine .06: .8 .4, .8 .94
poly metal shine: .7 .1, .9 .1, .86 .42, .74 .42
* box main up: .15 .6 .25 .96 .3
box main up: .45 .6 .55 .96 .3
@ board 1.5
curve main up: .03 .04, .86 .02, .9 .36, 1 .4, 1 .6, .9 .64, .86 .98, .03 .96
- oval cut flat: .95 .5 .02 .04
? line second flat .02: .1 .14, .8 .14, .8 .86, .1 .86, .1 .14
print plain: .3 .4 .6 .6
@ flask .3
lathe main tube: .18 .3, .26 .46, .34 .5, .97 .5, 1 .46
lathe second tube: 0 .3, .02 .34, .16 .34, .18 .3
? box third flat: 0 .74 1 .82 0
print tall: .16 .36 .84 .9
@ lunchbox 1.5
box main up: .02 .2 .98 1 .2
box second up: 0 0 1 .36 .25
* box third flat: .1 .24 .24 .5 .3
print plain: .3 .5 .7 .8
@ scales 1.1
box glass shine: 0 0 1 1 .12
box main up: .03 .03 .97 .97 .12
box screen flat: .34 .1 .66 .26 .2
print plain: .3 .6 .7 .8
@ candle .7
bend dark flat .015: .5 .16, .51 .06
lathe main tube: .16 .4, .98 .4, 1 .36
oval plain up: .5 .16 .4 .05
? box label flat: .16 .44 .84 .8 0
print plain: .18 .46 .82 .78
@ vase .56
lathe main ball: 0 .2, .06 .16, .2 .14, .38 .36, .6 .49, .8 .42, .96 .26, 1 .28
? box second flat: .02 .52 .98 .6 0
oval dark up: .5 .015 .2 .015
@ pot .95
lathe main tube: .14 .46, .9 .34, 1 .32
lathe second tube: 0 .5, .16 .5
oval dark up: .5 .02 .48 .03
? line third flat .03: .1 .5, .3 .4, .5 .5, .7 .4, .9 .5
@ bin .66
lathe main tube: .12 .46, .96 .4, 1 .36
curve second up: .02 .12, .1 .03, .5 0, .9 .03, .98 .12
? box dark flat: .36 .94 .64 1 .2
print plain: .3 .4 .7 .54
"""
