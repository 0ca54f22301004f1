"""How kinds of goods look: sports, toys and stationery. The notation is that of `visual_packs`."""

PLAYED = """
@ ball 1
oval main ball: .5 .5 .5 .5
bend second flat .04: .1 .24, .4 .4, .4 .7, .2 .88
bend second flat .04: .9 .24, .6 .4, .6 .7, .8 .88
? poly third flat: .5 .36, .64 .46, .58 .62, .42 .62, .36 .46
@ dumbbell 2
box metal tube: .2 .4 .8 .6 0
* box main tube: .02 .1 .16 .9 .2
* box second tube: .14 0 .28 1 .2
@ kettlebell .85
bend main tube .15: .3 .46, .26 .1, .74 .1, .7 .46
oval main ball: .5 .66 .44 .34
oval second flat: .5 .66 .22 .17
print plain: .34 .58 .66 .74
@ mat 2.2
box main cloth: .12 .1 1 .94 .06
oval plain ball: .12 .52 .12 .46
oval second flat: .12 .52 .07 .26
oval plain flat: .12 .52 .03 .1
print plain: .5 .38 .8 .66
@ loop 1.3
bend main flat .1: .1 .5, .24 .12, .6 .1, .94 .34, .86 .8, .5 .9, .2 .8, .1 .5
print plain: .34 .02 .7 .18
@ treadmill 1.2
poly dark up: .04 .86, .76 .78, 1 .9, .96 1, .04 1
line main tube .07: .78 .9, .58 .14
box second up: .36 .06 .72 .24 .2
box screen flat: .44 .08 .62 .18 .1
line main tube .05: .6 .3, .3 .36
poly main up: .7 .74, .94 .78, .98 .98, .74 .98
@ bike 1.6
oval dark flat: .22 .68 .22 .32
- oval cut flat: .22 .68 .19 .27
oval dark flat: .78 .68 .22 .32
- oval cut flat: .78 .68 .19 .27
line main tube .05: .22 .68, .4 .3, .68 .26, .5 .68, .22 .68
line main tube .05: .4 .3, .5 .68
line main tube .05: .78 .68, .66 .14
line second tube .05: .62 .14, .76 .1
line dark tube .06: .34 .2, .46 .18
line main tube .04: .4 .3, .39 .2
oval second flat: .5 .68 .05 .07
@ exercise_bike .95
oval main ball: .3 .68 .26 .24
oval second flat: .3 .68 .12 .11
line plain tube .07: .3 .66, .7 .7
line plain tube .07: .7 .9, .62 .3
box dark up: .46 .24 .8 .31 .3
line plain tube .07: .3 .6, .16 .14
line second tube .06: .04 .1, .34 .12
box dark up: .04 .92 .96 1 .3
@ helmet 1.2
curve main ball: .04 .66, .1 .24, .4 .02, .74 .06, .98 .4, .96 .7, .6 .62, .3 .74
? bend second flat .08: .2 .5, .4 .14, .7 .16
* curve dark flat: .3 .36, .42 .2, .44 .3, .34 .46
bend dark flat .03: .2 .7, .36 .98, .66 .94, .8 .66
print plain: .56 .34 .88 .52
@ full_helmet 1
curve main ball: .06 .5, .2 .1, .5 0, .84 .1, .98 .44, .94 .8, .8 .98, .3 .98, .1 .84
curve screen shine: .36 .34, .7 .28, .97 .36, .97 .56, .7 .62, .4 .56
? bend second flat .08: .1 .4, .4 .12, .8 .14
print plain: .3 .68 .66 .82
@ racket .44
oval main flat: .5 .3 .5 .3
- oval cut flat: .5 .3 .41 .245
line light flat .012: .2 .14, .8 .46
line light flat .012: .1 .3, .9 .3
line light flat .012: .5 .06, .5 .54
line light flat .012: .2 .46, .8 .14
* line main tube .06: .3 .52, .46 .7
box second tube: .42 .68 .58 1 .3
@ club .34
line metal tube .07: .86 .02, .36 .84
line dark tube .1: .88 0, .74 .24
curve main ball: .3 .82, .46 .86, .44 .96, .2 1, .02 .96, .06 .88
@ goggles 2.2
bend second flat .09: .02 .5, .1 .1, .5 .02, .9 .1, .98 .5
* box main up: .08 .34 .46 .9 .4
* box screen shine: .13 .42 .41 .82 .4
box main flat: .44 .56 .56 .66 0
@ skateboard 3
curve main up: .02 .2, .1 .34, .9 .34, .98 .2, .94 .5, .84 .6, .16 .6, .06 .5
* box metal flat: .17 .56 .27 .7 0
* oval second ball: .22 .8 .06 .2
print plain: .36 .38 .64 .56
@ scooter .72
bend main tube .07: .2 .86, .74 .84, .86 .7
line metal tube .05: .86 .86, .68 .06
line second tube .05: .5 .06, .86 .04
oval dark ball: .16 .9 .12 .09
oval dark ball: .86 .9 .12 .09
oval third flat: .86 .9 .05 .04
@ bricks 1.2
* box second up: .3 .02 .42 .12 .1
box second up: .22 .1 .78 .4 .02
* box main up: .06 .34 .18 .46 .1
* box main up: .3 .34 .42 .46 .1
box main up: 0 .42 1 .72 .02
box third up: .14 .7 .86 1 .02
@ puzzle 1.2
box main flat: .04 .04 .96 .96 .02
* curve second flat: .2 .1, .44 .24, .3 .5, .1 .4
curve third flat: .4 .6, .8 .54, .86 .86, .5 .9
bend light flat .02: .5 .04, .44 .3, .58 .3, .5 .5, .44 .7, .56 .72, .5 .96
bend light flat .02: .04 .5, .3 .44, .32 .58, .5 .5, .7 .44, .72 .56, .96 .5
@ game_board 1
box main up: 0 0 1 1 .02
box light flat: .1 .1 .9 .9 0
poly second flat: .1 .1, .36 .1, .36 .36, .1 .36
poly third flat: .64 .1, .9 .1, .9 .36, .64 .36
poly third flat: .1 .64, .36 .64, .36 .9, .1 .9
poly second flat: .64 .64, .9 .64, .9 .9, .64 .9
print badge: .36 .36 .64 .64
@ teddy .86
* oval main ball: .26 .12 .13 .11
* curve main cloth: .26 .5, .02 .6, .06 .74, .3 .66
* curve main cloth: .3 .8, .08 .88, .14 1, .42 .96
oval main cloth: .5 .68 .3 .28
oval second ball: .5 .7 .17 .17
oval main cloth: .5 .27 .28 .24
oval light ball: .5 .35 .12 .1
* oval dark ball: .4 .23 .03 .03
oval dark ball: .5 .32 .04 .025
? curve third flat: .36 .5, .5 .46, .64 .5, .58 .56, .42 .56
@ doll .5
* line skin tube .1: .34 .44, .1 .64
* line skin tube .11: .42 .8, .4 .98
poly main cloth: .36 .36, .64 .36, .94 .84, .06 .84
oval second ball: .5 .2 .28 .19
oval skin ball: .5 .22 .2 .14
* oval dark flat: .42 .22 .025 .014
? box third flat: .3 .5 .7 .55 .1
@ car 1.9
poly glass up: .3 .12, .66 .12, .78 .46, .2 .46
curve main up: .02 .5, .2 .42, .3 .06, .66 .06, .8 .42, .98 .5, 1 .8, 0 .8
poly screen shine: .32 .14, .47 .14, .47 .42, .25 .42
poly screen shine: .51 .14, .64 .14, .73 .42, .51 .42
? poly second flat: 0 .6, 1 .6, 1 .68, 0 .68
* oval dark ball: .22 .82 .12 .18
* oval metal flat: .22 .82 .05 .08
@ train 1.8
box second up: .06 .04 .36 .5 .06
box screen flat: .13 .14 .29 .38 .1
box main tube: .34 .28 .92 .7 .1
poly third up: .74 .04, .9 .04, .86 .3, .78 .3
box second flat: .04 .5 1 .76 .04
oval dark ball: .18 .84 .1 .16
oval dark ball: .46 .86 .08 .14
oval dark ball: .74 .86 .08 .14
print plain: .42 .4 .8 .58
@ play_kitchen .8
box main up: 0 0 1 .98 .03
box light flat: .08 .08 .92 .34 .03
* oval metal ball: .28 .46 .13 .07
box dark shine: .1 .6 .54 .9 .06
box second up: .6 .6 .9 .9 .05
oval third ball: .75 .74 .05 .04
@ trampoline 1.9
* line metal tube .06: .12 .4, .08 1
* line metal tube .06: .36 .5, .36 1
oval main ball: .5 .34 .5 .34
oval dark up: .5 .32 .38 .24
@ paints 1.5
box light up: 0 0 1 1 .06
oval main flat: .16 .3 .11 .18
oval second flat: .4 .3 .11 .18
oval third flat: .64 .3 .11 .18
oval dark flat: .88 .3 .09 .18
oval metal flat: .16 .72 .11 .18
oval wood flat: .4 .72 .11 .18
oval plain down: .64 .72 .11 .18
line wood tube .06: .76 .9, .96 .56
@ pen .1
box main tube: .2 .2 .8 .86 .2
lathe metal tube: .86 .3, .96 .12, 1 .03
box second tube: .3 0 .7 .06 .2
box metal tube: .14 .06 .86 .21 .2
@ pens 1.1
box second tube: .02 .16 .16 .94 .3
box main tube: .2 .06 .36 .98 .3
box third tube: .42 .1 .56 .96 .3
box plain tube: .62 .04 .78 .98 .3
box dark tube: .82 .14 .96 .94 .3
box light up: 0 .56 1 .8 .04
print plain: .2 .58 .8 .78
@ calculator .66
box main up: 0 0 1 1 .08
box screen flat: .1 .06 .9 .24 .06
* box second up: .1 .34 .28 .44 .2
* box second up: .1 .5 .28 .6 .2
* box second up: .1 .66 .28 .76 .2
* box third up: .1 .82 .28 .92 .2
box dark up: .4 .34 .6 .44 .2
box dark up: .4 .5 .6 .6 .2
box dark up: .4 .66 .6 .92 .2
print plain: .2 .25 .8 .32
@ stapler 2.4
poly dark up: 0 .86, 1 .8, 1 1, 0 1
curve main up: .02 .5, .2 .14, .8 .04, .98 .3, .96 .7, .4 .7, .04 .72
box metal flat: .04 .68 .7 .8 .1
print plain: .4 .24 .8 .46
@ whiteboard 1.45
box main up: 0 0 1 .95 .02
box light shine: .03 .04 .97 .9 0
box metal up: .3 .93 .7 1 .1
box second flat: .36 .9 .5 .95 .2
"""
