"""How kinds of goods look: for children, animals, cars and musicians. The notation is that of `visual_packs`."""

KEPT = """
@ nappy 1.3
curve main cloth: .02 .08, .5 .14, .98 .08, .96 .4, .7 .6, .62 .98, .38 .98, .3 .6, .04 .4
* box second flat: .02 .1 .18 .3 .2
? box third flat: .2 .12 .8 .26 0
print badge: .4 .3 .6 .6
@ baby_bottle .36
lathe skin ball: 0 .1, .08 .14, .12 .3
lathe second tube: .12 .42, .22 .44
lathe glass tube: .22 .36, .4 .48, .94 .48, 1 .44
lathe main shine: .5 .45, .94 .45
? box label flat: .2 .4 .8 .6 .2
print plain: .22 .42 .78 .58
@ pushchair .86
oval dark ball: .22 .88 .16 .12
oval dark ball: .76 .88 .16 .12
line metal tube .05: .22 .86, .84 .3, .98 .2
line metal tube .05: .76 .86, .34 .5
curve main cloth: .1 .36, .2 .1, .5 .02, .6 .36
curve second cloth: .1 .38, .6 .36, .8 .56, .7 .72, .3 .66
@ car_seat .76
box main cloth: .06 0 .94 .8 .3
box second cloth: .24 .1 .76 .7 .3
* curve main cloth: .02 .5, .2 .46, .26 .96, .04 1
box plain up: .1 .76 .9 1 .2
* line dark flat .04: .36 .14, .46 .6
box third up: .42 .58 .58 .7 .2
@ high_chair .6
* poly wood tube: .14 .5, .24 .5, .14 1, .04 1
box main cloth: .2 0 .8 .4 .2
box second up: .06 .36 .94 .46 .3
box main up: .16 .46 .84 .6 .2
line wood tube .05: .12 .82, .88 .82
@ cot 1.5
box wood up: 0 0 1 .1 .2
box main cloth: .06 .66 .94 .9 .05
box second tube: .04 .06 .1 1 0
box second tube: .24 .06 .28 .9 0
box second tube: .42 .06 .46 .9 0
box second tube: .6 .06 .64 .9 0
box second tube: .78 .06 .82 .9 0
box second tube: .9 .06 .96 1 0
@ bodysuit .8
poly main cloth: .28 .04, 0 .2, .1 .44, .24 .36, .22 .7, .4 1, .6 1, .78 .7, .76 .36, .9 .44, 1 .2, .72 .04, .5 .12
* curve second flat: .24 .7, .4 .84, .4 1, .36 .98
print badge: .34 .3 .66 .64
@ dummy 1
oval main ball: .5 .56 .46 .34
oval second ball: .5 .56 .18 .16
oval skin ball: .5 .14 .14 .14
bend third flat .06: .38 .76, .34 .94, .66 .94, .62 .76
@ bowl_set 1.8
lathe main ball: .3 .42, .94 .5, 1 .48
oval metal up: .5 .3 .42 .2
oval second ball: .5 .32 .3 .12
print plain: .3 .62 .7 .86
@ dog_bed 1.6
oval main cloth: .5 .56 .5 .44
oval second cloth: .5 .44 .36 .26
? box third flat: .36 .76 .64 .9 .2
@ lead 1.1
bend main flat .06: .16 .2, .06 .06, .4 .04, .6 .4, .3 .6, .5 .9, .86 .7
box metal ball: .8 .62 .98 .78 .4
@ harness 1.1
* bend main flat .11: .5 .2, .16 .16, .1 .6, .4 .9
box second cloth: .34 .1 .66 .9 .2
oval metal ball: .5 .26 .06 .06
print plain: .36 .4 .64 .6
@ bone 2.1
* oval main ball: .14 .28 .14 .28
* oval main ball: .14 .72 .14 .28
box main tube: .12 .24 .88 .76 .2
print plain: .3 .34 .7 .66
@ scratcher .6
box main cloth: .04 .9 .96 1 .1
box third tube: .38 .2 .62 .9 0
box main cloth: .1 .1 .9 .2 .2
box second cloth: .14 .56 .66 .9 .06
oval dark flat: .4 .74 .14 .09
@ aquarium 1.5
box main up: 0 0 1 .1 .04
box main up: 0 .92 1 1 .04
box glass shine: .02 .1 .98 .92 0
box third up: .02 .76 .98 .92 0
* curve second flat: .2 .76, .14 .5, .22 .3, .26 .56
curve main ball: .5 .46, .64 .38, .7 .46, .8 .38, .78 .56, .68 .5, .6 .56
@ tyre 1
oval dark ball: .5 .5 .5 .5
oval main shine: .5 .5 .33 .33
oval dark flat: .5 .5 .26 .26
* line main tube .06: .5 .5, .26 .4
line main tube .06: .5 .5, .5 .24
* line main tube .06: .5 .5, .36 .72
oval second ball: .5 .5 .08 .08
@ disc 1
oval metal ball: .5 .5 .5 .5
- oval cut flat: .5 .5 .09 .09
oval main flat: .5 .5 .22 .22
- oval cut flat: .5 .5 .1 .1
* oval dark flat: .36 .4 .025 .025
* oval dark flat: .36 .6 .025 .025
? oval second flat: .5 .8 .05 .05
@ car_battery 1.35
* box metal tube: .12 0 .22 .1 .1
box second up: 0 .08 1 .3 .04
box main up: .02 .28 .98 1 .03
? box label flat: .1 .4 .9 .9 .03
print stacked: .14 .42 .86 .88
@ wiper 5.5
poly dark flat: 0 .7, 1 .7, .98 .96, .02 .96
bend main tube .2: .02 .7, .5 .3, .98 .7
box second up: .44 .1 .58 .6 .1
@ roof_box 2.6
curve main shine: .02 .6, .2 .16, .6 .06, .96 .3, .98 .66, .6 .72, .1 .74
box plain down: .02 .66 .98 .88 .2
print plain: .4 .3 .76 .56
@ seat_cover .66
box main cloth: .3 0 .7 .16 .3
box main cloth: .1 .14 .9 .66 .16
box main cloth: .02 .64 .98 1 .16
box second cloth: .34 .2 .66 .64 .06
box second cloth: .32 .68 .68 1 .06
@ car_mat .76
curve main flat: .06 .04, .7 .02, .96 .2, .94 .96, .04 .98
line second flat .02: .12 .1, .66 .08, .9 .24, .88 .9, .1 .92, .12 .1
box third flat: .2 .6 .8 .84 .1
print plain: .3 .3 .7 .44
@ glove .8
curve main cloth: .2 .98, .14 .6, 0 .4, .1 .34, .26 .5, .24 .1, .36 .08, .42 .4, .44 .02, .56 .02, .6 .4, .66 .06,
  .76 .08, .76 .42, .86 .18, .94 .22, .86 .66, .8 .98
box second flat: .2 .84 .8 .98 .1
? oval third ball: .52 .56 .16 .1
@ guitar .4
box wood tube: .44 .08 .56 .56 0
box dark up: .4 0 .6 .1 .1
curve main ball: .5 .46, .76 .5, .8 .62, .98 .8, .8 .98, .5 1, .2 .98, .02 .8, .2 .62, .24 .5
oval dark ball: .5 .7 .13 .052
box wood flat: .32 .86 .68 .89 0
line metal flat .012: .47 .06, .47 .88
line metal flat .012: .53 .06, .53 .88
print plain: .42 .02 .58 .06
@ e_guitar .42
box wood tube: .45 .1 .56 .56 0
poly second up: .4 0, .56 .02, .58 .12, .44 .12
curve main shine: .44 .54, .2 .48, .14 .6, .24 .72, .06 .88, .3 .98, .7 1, .96 .86, .78 .72, .86 .54, .7 .48, .58 .56
box second flat: .36 .64 .66 .68 .1
box dark flat: .36 .74 .66 .78 .1
box metal flat: .36 .84 .66 .88 .1
line metal flat .012: .48 .06, .48 .86
line metal flat .012: .53 .06, .53 .86
@ violin .4
box dark tube: .46 .06 .54 .6 0
oval wood ball: .5 .04 .1 .04
curve main ball: .5 .36, .76 .42, .8 .56, .66 .66, .9 .82, .8 .98, .5 1, .2 .98, .1 .82, .34 .66, .2 .56, .24 .42
* bend dark flat .02: .3 .66, .34 .72, .28 .78
box dark flat: .45 .8 .55 .98 .2
@ piano 3.2
box main up: 0 .1 1 .9 .06
box light flat: .04 .42 .96 .84 0
line dark flat .04: .16 .42, .16 .66
line dark flat .04: .28 .42, .28 .66
line dark flat .04: .4 .42, .4 .66
line dark flat .04: .52 .42, .52 .66
line dark flat .04: .64 .42, .64 .66
line dark flat .04: .76 .42, .76 .66
line dark flat .04: .88 .42, .88 .66
box screen flat: .4 .16 .6 .34 .1
oval second ball: .76 .24 .03 .1
print plain: .06 .16 .3 .34
@ drums 1.2
line metal tube .03: .1 .1, .14 1
oval metal ball: .12 .14 .14 .05
line metal tube .03: .88 .06, .84 1
oval metal ball: .86 .1 .14 .05
box main tube: .24 .3 .46 .5 .1
box main tube: .54 .3 .76 .5 .1
oval main ball: .5 .72 .26 .28
oval light ball: .5 .72 .21 .23
print badge: .36 .6 .64 .84
@ amp 1.05
bend dark flat .05: .36 .06, .4 0, .6 0, .64 .06
box main up: 0 .04 1 1 .05
box second cloth: .06 .32 .94 .94 .03
box metal flat: .06 .1 .94 .26 .04
* oval dark ball: .2 .18 .04 .04
* oval dark ball: .36 .18 .04 .04
print plain: .3 .56 .7 .72
@ pedal .66
box main up: 0 .04 1 1 .06
* oval dark ball: .26 .18 .13 .08
oval second flat: .5 .4 .06 .04
oval metal ball: .5 .8 .2 .12
print plain: .14 .5 .86 .66
@ stove 1.2
* line dark tube .05: .3 .6, .1 1
oval metal ball: .5 .3 .4 .16
oval dark ball: .5 .28 .22 .08
box main up: .24 .4 .76 .7 .1
oval second ball: .5 .56 .07 .08
@ cool_box 1.25
bend second tube .08: .08 .4, .16 .04, .84 .04, .92 .4
box main up: .02 .34 .98 1 .06
box light up: 0 .22 1 .4 .1
print plain: .28 .56 .72 .8
@ head_torch 1.5
bend main flat .14: .08 .7, .1 .2, .5 .04, .9 .2, .92 .7
box second up: .3 .46 .7 .96 .2
oval light ball: .5 .7 .14 .2
"""
