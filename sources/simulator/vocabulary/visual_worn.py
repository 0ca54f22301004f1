"""How kinds of goods look: what is worn and carried. The notation is that of `visual_packs`."""

WORN = """
@ t_shirt 1
poly main cloth: .3 .06, 0 .24, .1 .44, .24 .36, .24 1, .76 1, .76 .36, .9 .44, 1 .24, .7 .06, .5 .12
curve plain down: .36 .05, .5 .16, .64 .05, .5 .08
? box second flat: .24 .5 .76 .62 0
print badge: .34 .3 .66 .62
@ shirt .86
poly main cloth: .3 .05, .04 .2, 0 .8, .14 .8, .22 .36, .22 1, .78 1, .78 .36, .86 .8, 1 .8, .96 .2, .7 .05
line plain down .02: .5 .1, .5 1
poly light up: .34 .02, .5 .14, .66 .02, .6 0, .4 0
oval second flat: .5 .3 .012 .012
oval second flat: .5 .5 .012 .012
oval second flat: .5 .7 .012 .012
? box plain down: .58 .28 .72 .42 .1
print plain: .59 .3 .71 .34
@ polo .92
poly main cloth: .3 .06, .02 .26, .12 .44, .24 .36, .24 1, .76 1, .76 .36, .88 .44, .98 .26, .7 .06
poly second flat: .36 .02, .5 .16, .64 .02, .6 .1, .5 .22, .4 .1
* poly second flat: .02 .26, .12 .44, .14 .41, .04 .23
print plain: .58 .3 .7 .36
@ hoodie .9
poly main cloth: .3 .14, .06 .26, 0 .84, .16 .84, .22 .44, .22 1, .78 1, .78 .44, .84 .84, 1 .84, .94 .26, .7 .14
curve main cloth: .3 .18, .34 .02, .5 0, .66 .02, .7 .18, .5 .28
curve dark up: .38 .16, .5 .06, .62 .16, .5 .24
poly plain down: .32 .68, .68 .68, .76 .9, .24 .9
* line second flat .02: .46 .24, .45 .42
print plain: .32 .44 .68 .6
@ jacket .9
poly main cloth: .3 .06, .05 .2, 0 .86, .15 .88, .22 .4, .2 1, .8 1, .78 .4, .85 .88, 1 .86, .95 .2, .7 .06
line metal flat .02: .5 .1, .5 1
poly second up: .32 .03, .5 .14, .68 .03, .7 .14, .5 .28, .3 .14
? box second flat: .21 .42 .79 .52 0
* box plain down: .26 .64 .42 .68 .2
print plain: .56 .3 .72 .38
@ suit .8
poly main cloth: .32 .02, .06 .14, 0 .84, .14 .86, .22 .34, .2 1, .8 1, .78 .34, .86 .86, 1 .84, .94 .14, .68 .02
poly light up: .38 .01, .62 .01, .5 .46
poly second flat: .47 .06, .53 .06, .56 .36, .5 .44, .44 .36
* poly plain down: .36 .02, .26 .18, .5 .52, .42 .2
@ dress .68
poly main cloth: .34 0, .36 .16, .28 .36, 0 .96, .5 1, 1 .96, .72 .36, .64 .16, .66 0, .6 .1, .5 .14, .4 .1
? poly second flat: .29 .34, .71 .34, .73 .4, .27 .4
@ long_dress .52
poly main cloth: .3 .03, .08 .14, .14 .3, .28 .22, .28 .38, .08 .98, .92 .98, .72 .38, .72 .22, .86 .3, .92 .14, .7
  .03, .5 .1
? poly second flat: .28 .35, .72 .35, .74 .4, .26 .4
? box third flat: .1 .9 .9 .98 0
@ skirt .86
poly main cloth: .26 .06, .74 .06, 1 .96, .5 1, 0 .96
box second flat: .25 0 .75 .1 .1
? line plain down .03: .5 .1, .5 1
@ trousers .56
poly main cloth: .14 .03, .86 .03, .98 1, .62 1, .5 .34, .38 1, .02 1
box second flat: .13 0 .87 .06 .1
line plain down .02: .5 .06, .5 .3
* bend plain down .02: .2 .06, .24 .16, .13 .2
? * line second flat .025: .08 .2, .06 1
@ leggings .46
poly main cloth: .2 .02, .8 .02, .82 .5, .74 1, .6 1, .52 .36, .48 .36, .4 1, .26 1, .18 .5
box second cloth: .19 0 .81 .08 .1
@ shorts 1.15
poly main cloth: .08 .06, .92 .06, 1 .96, .58 1, .5 .5, .42 1, 0 .96
box second flat: .07 0 .93 .16 .1
print plain: .32 .02 .68 .14
@ bra 1.5
* line main tube .05: .24 .4, .3 .02
* curve main ball: .04 .5, .24 .3, .46 .6, .4 .9, .12 .86
box second cloth: .02 .8 .98 .96 .3
@ socks .8
curve main cloth: .3 .02, .66 .02, .64 .5, .9 .74, .98 .92, .8 1, .4 .92, .28 .6
box second flat: .29 .02 .67 .14 .1
curve second cloth: .8 .68, .98 .84, .94 .99, .76 .98
? box third flat: .29 .22 .66 .3 0
@ tie .3
poly main cloth: .38 0, .62 0, .58 .1, .42 .1
poly main cloth: .42 .1, .58 .1, .84 .84, .5 1, .16 .84
@ belt 2
bend main flat .1: .1 .8, .02 .4, .3 .12, .7 .12, .98 .4, .88 .8, .5 .92, .2 .84
box metal shine: .06 .6 .26 .98 .14
- box cut flat: .11 .7 .2 .88 .1
@ trainer 1.75
box light up: 0 .8 1 1 .4
curve main cloth: .03 .36, .1 .1, .34 .06, .44 .3, .74 .5, .97 .66, 1 .84, .03 .84
poly second flat: .3 .5, .4 .34, .62 .82, .46 .82
? box third flat: 0 .9 1 1 .4
line light flat .05: .42 .34, .5 .28
line light flat .05: .5 .4, .58 .34
line light flat .05: .58 .48, .66 .42
curve dark up: .1 .13, .33 .09, .3 .2, .13 .24
print plain: .08 .44 .3 .6
@ boot .9
box dark up: 0 .9 1 1 .2
curve main cloth: .06 .02, .56 .02, .56 .5, .76 .6, .98 .76, .99 .93, .02 .93, .04 .5
? box second flat: .05 .03 .56 .14 .1
line light flat .03: .4 .3, .58 .34
line light flat .03: .4 .42, .58 .46
line light flat .03: .46 .54, .64 .58
@ heel 1.4
curve main cloth: .02 .3, .16 .26, .3 .5, .6 .7, .98 .84, .98 .98, .7 .98, .4 .8, .12 .6
poly second tube: .04 .4, .18 .56, .12 1, .06 1
@ sandal 2
box wood up: .02 .74 1 1 .4
box dark flat: .02 .9 1 1 .3
bend main flat .14: .5 .8, .62 .3, .82 .4, .9 .8
bend main flat .12: .1 .78, .16 .2, .34 .24, .4 .78
@ slipper 2
box dark up: 0 .82 1 1 .4
curve main cloth: .36 .84, .4 .3, .6 .16, .84 .36, 1 .7, .98 .88
box plain cloth: .02 .74 .98 .88 .4
? oval second ball: .7 .46 .08 .14
@ formal 2
box dark up: .04 .84 1 .94 .3
box dark up: .03 .86 .24 1 .1
curve main shine: .02 .4, .1 .14, .36 .12, .46 .4, .7 .52, .98 .64, 1 .86, .03 .88
? line second flat .04: .68 .54, .7 .86
line light flat .04: .42 .36, .52 .3
@ backpack .78
bend dark flat .05: .4 .08, .44 0, .56 0, .6 .08
curve main cloth: .12 .2, .3 .05, .7 .05, .88 .2, .98 .9, .86 1, .14 1, .02 .9
box second cloth: .14 .54 .86 .94 .12
line dark flat .02: .14 .34, .86 .34
line metal flat .02: .2 .6, .8 .6
print plain: .3 .68 .7 .84
@ handbag 1.05
bend second tube .06: .24 .42, .3 .06, .7 .06, .76 .42
poly main up: .1 .36, .9 .36, 1 1, 0 1
? poly plain down: .1 .36, .9 .36, .7 .64, .3 .64
oval metal ball: .5 .6 .06 .06
print plain: .34 .74 .66 .86
@ tote .84
* bend second flat .05: .28 .3, .3 .04, .46 .04
box main cloth: .02 .26 .98 1 .03
print badge: .24 .42 .76 .88
@ suitcase .66
box metal tube: .3 0 .36 .2 0
box metal tube: .64 0 .7 .2 0
box dark up: .28 0 .72 .04 .3
box main up: .02 .14 .98 .94 .12
box plain down: .2 .18 .25 .9 .4
box plain down: .47 .18 .52 .9 .4
box plain down: .75 .18 .8 .9 .4
* oval dark ball: .18 .96 .07 .04
? box second flat: .02 .5 .98 .58 0
@ duffel 1.8
bend second flat .06: .3 .6, .36 .02, .64 .02, .7 .6
box main cloth: 0 .24 1 1 .4
* box second flat: .26 .26 .33 1 0
print plain: .38 .5 .62 .7
@ wallet 1.25
box plain down: .02 .04 1 1 .08
box main up: 0 0 .98 .95 .08
line second flat .02: .04 .08, .94 .08, .94 .88, .04 .88, .04 .08
? box second up: .8 .36 1 .6 .3
print plain: .3 .62 .7 .78
@ necklace .8
bend metal flat .02: .5 .76, .2 .5, .1 .2, .34 .03, .66 .03, .9 .2, .8 .5, .5 .76
curve main ball: .5 .72, .6 .84, .5 1, .4 .84
oval second ball: .5 .86 .05 .05
@ earrings 1.05
* bend metal flat .025: .26 .2, .3 .04, .16 .08
* curve main ball: .24 .2, .44 .6, .24 .96, .05 .6
* oval second ball: .24 .62 .09 .12
@ ring .84
oval metal ball: .5 .62 .44 .38
- oval cut flat: .5 .62 .34 .3
poly main shine: .34 .1, .66 .1, .74 .2, .5 .38, .26 .2
? * oval second ball: .22 .28 .06 .05
@ bracelet 1.3
bend metal flat .05: .1 .5, .2 .14, .5 .04, .8 .14, .9 .5, .8 .86, .5 .94, .2 .86, .1 .5
oval main ball: .5 .92 .08 .08
oval second ball: .28 .86 .06 .07
oval second ball: .72 .86 .06 .07
? oval third ball: .1 .5 .06 .07
@ glasses 2.3
bend main flat .06: .44 .3, .5 .2, .56 .3
* box main up: .02 .06 .46 .96 .4
* box screen shine: .06 .14 .42 .88 .4
* line main flat .07: .02 .3, 0 .1
@ clear_glasses 2.4
bend main flat .06: .44 .3, .5 .2, .56 .3
* oval main up: .24 .5 .23 .48
* oval glass shine: .24 .5 .19 .4
@ lipstick .26
box main tube: .12 .5 .88 1 .06
box metal tube: .18 .34 .82 .52 .04
poly second tube: .26 .34, .26 .12, .6 .02, .74 .12, .74 .34
print tall: .3 .56 .7 .96
@ mascara .16
box second tube: .1 .42 .9 1 .2
box main tube: .14 0 .86 .42 .2
print tall: .24 .5 .76 .94
@ polish .46
lathe main tube: 0 .16, .5 .2
lathe second ball: .5 .3, .56 .44, .96 .48, 1 .44
lathe light shine: .58 .12, .9 .12
print plain: .16 .68 .84 .84
@ perfume .8
box metal tube: .38 .12 .62 .28 .1
box main up: .34 0 .66 .16 .1
box glass shine: .04 .28 .96 1 .12
box second up: .1 .44 .9 .94 .1
print plain: .18 .56 .82 .8
@ soap 1.5
curve main ball: .1 .1, .5 .03, .9 .1, .98 .5, .9 .9, .5 .97, .1 .9, .02 .5
curve plain down: .2 .26, .8 .26, .86 .5, .8 .74, .2 .74, .14 .5
print plain: .24 .34 .76 .66
"""
