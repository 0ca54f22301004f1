"""How kinds of goods look: what stands in rooms and gardens. The notation is that of `visual_packs`."""

ROOMS = """
@ sofa 2
* box dark flat: .06 .92 .1 1 0
box main cloth: .08 0 .92 .7 .1
box main cloth: .12 .42 .5 .78 .12
box main cloth: .5 .42 .88 .78 .12
* box main cloth: 0 .3 .14 .94 .2
box main up: .1 .74 .9 .92 .04
? box second cloth: .2 .24 .36 .5 .2
@ armchair .96
* box wood flat: .1 .9 .16 1 0
box main cloth: .14 0 .86 .72 .16
box main cloth: .18 .46 .82 .74 .16
* box main cloth: 0 .34 .22 .92 .24
box main up: .16 .7 .84 .92 .06
? box second cloth: .32 .2 .68 .48 .2
@ table 1.8
* poly main tube: .08 .14, .15 .14, .12 1, .07 1
* poly plain down: .24 .14, .29 .14, .27 .8, .24 .8
box main up: 0 0 1 .16 .1
@ round_table 1.3
lathe plain tube: .14 .06, .8 .06, .86 .2, 1 .34
oval main up: .5 .12 .5 .12
@ desk 1.6
* box metal tube: .04 .12 .08 1 0
box main up: 0 0 1 .12 .06
box plain down: .6 .12 .92 .7 .02
line dark flat .02: .6 .4, .92 .4
* box metal flat: .72 .24 .8 .28 .3
@ shelves .72
box wood down: .05 .03 .95 .97 0
box main up: 0 0 1 .05 0
box main up: 0 .32 1 .36 0
box main up: 0 .63 1 .67 0
box main up: 0 .95 1 1 0
* box main tube: 0 0 .06 1 0
? box second flat: .14 .14 .3 .32 0
? box third flat: .5 .44 .8 .63 0
@ drawers 1
* box wood flat: .06 .94 .14 1 0
box main up: 0 0 1 .95 .02
line dark flat .015: 0 .3, 1 .3
line dark flat .015: 0 .62, 1 .62
* box second ball: .2 .13 .34 .18 .4
* box second ball: .2 .44 .34 .49 .4
* box second ball: .2 .76 .34 .81 .4
@ wardrobe .62
box main up: 0 0 1 .97 .02
line dark flat .015: .5 .02, .5 .95
* box second ball: .41 .4 .45 .56 .3
? box glass shine: .56 .08 .94 .9 .02
* box dark flat: .04 .96 .12 1 0
@ bed 1.3
box main up: .04 0 .96 .6 .05
box light cloth: .06 .42 .94 .8 .08
* box light cloth: .12 .34 .46 .56 .3
box second cloth: .06 .58 .94 .84 .06
box main up: 0 .8 1 .94 .05
* box main flat: .02 .9 .08 1 0
@ mattress 2.1
poly second cloth: 0 .5, 1 .5, 1 .94, 0 1
poly main up: .12 .1, .9 .06, 1 .52, 0 .52
line third flat .03: 0 .74, 1 .72
print plain: .36 .6 .64 .86
@ chair .52
* poly main tube: .08 .5, .18 .5, .12 1, .04 1
* line plain tube .07: .14 0, .14 .52
box main cloth: .14 .02 .86 .3 .2
box second cloth: .04 .46 .96 .58 .3
@ office_chair .58
line metal tube .08: .5 .6, .5 .86
* line dark tube .06: .5 .84, .1 .94
oval dark ball: .1 .96 .06 .03
oval dark ball: .9 .96 .06 .03
oval dark ball: .5 .97 .06 .03
box main cloth: .14 0 .86 .5 .22
box main cloth: .06 .52 .94 .66 .4
* box dark up: 0 .36 .1 .44 .3
? box second cloth: .28 .06 .72 .18 .3
@ stool .5
* poly metal tube: .2 .2, .3 .2, .12 1, .02 1
line metal tube .05: .12 .7, .88 .7
box main cloth: .08 .06 .92 .22 .4
@ lamp .62
lathe plain tube: .4 .04, .84 .05, .9 .12, .95 .3, 1 .3
lathe main up: 0 .26, .42 .5
? lathe second flat: .36 .465, .4 .49
@ floor_lamp .34
line metal tube .05: .5 .2, .5 .95
oval dark up: .5 .97 .4 .03
lathe main up: 0 .3, .22 .5
@ pendant .9
line dark flat .02: .5 0, .5 .4
lathe main ball: .36 .06, .44 .14, .6 .3, .84 .46, .92 .5
oval light flat: .5 .92 .46 .05
@ ceiling 1.6
oval metal up: .5 .4 .5 .4
oval main ball: .5 .56 .46 .42
oval light ball: .5 .6 .3 .26
@ bulb .58
lathe glass ball: 0 .1, .06 .3, .22 .48, .38 .48, .54 .34, .68 .22
lathe main ball: .2 .3, .3 .34, .5 .2, .6 .1
lathe metal tube: .68 .23, .92 .22, 1 .1
line dark flat .03: .28 .76, .72 .78
line dark flat .03: .28 .86, .72 .88
@ string_lights 1.5
bend dark flat .02: 0 .1, .3 .5, .6 .2, 1 .6
oval main ball: .1 .34 .06 .1
oval second ball: .3 .6 .06 .1
oval third ball: .5 .4 .06 .1
oval main ball: .7 .4 .06 .1
oval second ball: .92 .7 .06 .1
@ pillow 1.25
curve main cloth: .04 .04, .5 .1, .96 .04, .92 .5, .97 .96, .5 .9, .03 .96, .08 .5
? line second flat .02: .1 .12, .9 .12, .88 .88, .12 .88, .1 .12
print plain: .34 .4 .66 .6
@ cushion 1
curve main cloth: .03 .03, .5 .08, .97 .03, .92 .5, .97 .97, .5 .92, .03 .97, .08 .5
? oval second ball: .5 .5 .2 .2
@ towel .9
box plain down: .04 .06 1 1 .06
box main cloth: 0 0 .94 .94 .04
box second flat: 0 .74 .94 .82 0
? box third flat: 0 .66 .94 .69 0
@ folded 1.3
box plain cloth: .03 .68 1 1 .2
box main cloth: 0 .36 .98 .7 .2
box plain cloth: .03 .04 1 .4 .2
? box second flat: .4 .04 .6 1 0
@ rug 1.5
box third flat: 0 .02 1 .98 0
box main cloth: .04 0 .96 1 0
line second flat .04: .1 .1, .9 .1, .9 .9, .1 .9, .1 .1
? curve second flat: .5 .2, .74 .5, .5 .8, .26 .5
? oval third flat: .5 .5 .12 .16
@ curtain .8
box wood tube: 0 0 1 .05 .4
poly main cloth: .06 .04, .46 .04, .48 1, .02 1
poly main cloth: .54 .04, .94 .04, .98 1, .52 1
? box second flat: .03 .7 .97 .76 0
@ clock 1
oval main ball: .5 .5 .5 .5
oval light up: .5 .5 .42 .42
box dark flat: .48 .12 .52 .2 0
box dark flat: .48 .8 .52 .88 0
box dark flat: .12 .48 .2 .52 0
box dark flat: .8 .48 .88 .52 0
line second flat .04: .5 .5, .34 .32
line second flat .025: .5 .5, .62 .2
print plain: .36 .62 .64 .72
@ mirror .7
curve main up: .1 .06, .5 0, .9 .06, 1 .5, .9 .94, .5 1, .1 .94, 0 .5
curve glass shine: .16 .1, .5 .05, .84 .1, .92 .5, .84 .9, .5 .95, .16 .9, .08 .5
@ frame .8
box main up: 0 0 1 1 .01
box light flat: .1 .08 .9 .92 0
box screen shine: .2 .16 .8 .84 0
curve third flat: .2 .84, .34 .6, .5 .7, .66 .5, .8 .84
oval second ball: .62 .34 .08 .06
@ parasol .9
line metal tube .035: .5 .1, .5 .96
box dark up: .34 .95 .66 1 .2
poly main cloth: .5 0, 0 .36, .16 .34, .34 .38, .5 .35, .66 .38, .84 .34, 1 .36
? poly second cloth: .5 0, .34 .38, .5 .35, .66 .38
@ umbrella .95
bend wood tube .05: .5 .4, .5 .86, .44 .98, .34 .9
curve main cloth: .5 .02, .16 .14, 0 .44, .16 .4, .33 .46, .5 .4, .67 .46, .84 .4, 1 .44, .84 .14
? poly second cloth: .5 .03, .33 .46, .5 .4, .67 .46
@ tent 1.5
poly plain down: .6 .06, 1 .9, .84 1, .5 .3
poly main cloth: .5 0, 0 1, .86 1
poly dark flat: .46 .34, .3 1, .58 1
? line second flat .03: .5 0, .22 .56, .1 1
print plain: .6 .7 .74 .84
@ shed .95
poly second up: .5 0, 1 .32, .96 .4, .5 .1, .04 .4, 0 .32
poly main up: .5 .1, .92 .38, .92 1, .08 1, .08 .38
box wood down: .34 .46 .66 1 0
line dark flat .015: .5 .46, .5 1
@ grill .9
* line dark tube .05: .24 .5, .12 1
box dark flat: .16 .76 .84 .8 0
lathe main ball: .1 .3, .2 .44, .36 .48
lathe plain ball: .37 .48, .5 .42, .6 .24
line metal tube .05: .4 .06, .6 .06
oval third ball: .84 .94 .07 .07
print plain: .34 .22 .66 .32
"""
