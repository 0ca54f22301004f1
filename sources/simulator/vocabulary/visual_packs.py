"""How kinds of goods look, part by part: what stands in packs, on tables and in bathrooms.

A shape is `@ name width/height`, and then its parts, from the back to the front:
`kind role shade: numbers`, in units of the shape's frame, `y` downwards.

Kinds: `poly` and `curve` (points of an outline, straight or smooth), `box` (left top right bottom, and how round its
corners are, as a share of the shorter side), `oval` (centre, radii), `lathe` (pairs of `y` and half the width there,
about the middle), `line` and `bend` (thickness, then points; straight or smooth), `print` (where something is
printed). Before it, `?` is a part that some families have, `*` a part that stands again, mirrored; `-` cuts a hole.
Roles: `main` (the product's colour, with its pattern), `plain` (the colour without it), `second`, `third` (the
family's other colours), `dark`, `light`, `metal`, `wood`, `glass`, `screen`, `skin`; `label` is the colour of a label.
Shades: `flat`, `tube`, `ball`, `up`, `down`, `cloth`, `shine`.
"""

PACKED = """
@ bottle .4
lathe main tube: .02 .16, .1 .16, .13 .13, .2 .15, .3 .42, .38 .48, .94 .48, 1 .42
lathe second tube: 0 .17, .13 .17
? box label flat: .02 .44 .98 .86 0
print band: .06 .46 .94 .84
@ pump .36
bend second 0 .09: .5 .04, .28 .03, .1 .07
lathe second tube: .02 .1, .1 .1, .1 .24, .18 .24
lathe main tube: .18 .3, .24 .46, .3 .48, .97 .48, 1 .45
? box label flat: .1 .4 .9 .88 .1
print plain: .12 .42 .88 .86
@ spray .42
poly second up: .22 .02, .72 0, .78 .05, .7 .1, .62 .2, .36 .2, .34 .12, .22 .1
line third flat .05: .3 .1, .22 .2
lathe main tube: .2 .14, .26 .18, .36 .4, .44 .44, .56 .4, .66 .46, .96 .48, 1 .46
? box label flat: .1 .5 .9 .92 .1
print plain: .14 .52 .86 .9
@ jug .62
curve main ball: .2 .1, .34 .08, .4 .2, .7 .22, .96 .34, .98 .94, .84 1, .14 1, .03 .94, .03 .4, .14 .24
- oval cut flat: .76 .36 .12 .07
box second tube: .16 0 .42 .12 .15
? box label flat: .1 .5 .9 .9 .06
print band: .13 .53 .87 .87
@ canister .72
poly main up: .1 .14, .9 .14, 1 .24, 1 1, 0 1, 0 .24
- box cut flat: .3 .2 .72 .3 .5
box second tube: .66 .04 .9 .16 .1
box third flat: .1 .4 .9 .44 0
? box label flat: .08 .48 .92 .92 .04
print stacked: .1 .5 .9 .9
@ tube_of .34
lathe main tube: 0 .5, .05 .5, .7 .42, .82 .36, .84 .3
lathe second tube: .84 .3, 1 .3
poly plain flat: 0 0, 1 0, 1 .05, 0 .05
print tall: .2 .1 .8 .8
@ jar .9
lathe main ball: .24 .46, .3 .5, .9 .5, .97 .46, 1 .4
lathe second tube: .04 .46, .06 .49, .27 .49, .28 .46
? box label flat: .06 .4 .94 .86 0
print plain: .1 .42 .9 .84
@ glass_jar .68
lathe glass ball: .16 .38, .24 .48, .9 .48, 1 .42
lathe main flat: .3 .44, .9 .44, .96 .4
lathe second tube: 0 .42, .02 .44, .16 .44, .17 .4
box label flat: .1 .4 .9 .82 .05
print badge: .14 .42 .86 .8
@ can .56
lathe metal tube: 0 .4, .03 .44, .05 .44
lathe main tube: .04 .46, .08 .5, .92 .5, .96 .46
lathe metal tube: .95 .46, .98 .44, 1 .4
? box second flat: 0 .28 1 .36 0
print tall: .1 .1 .9 .9
@ tin .86
lathe main tube: .06 .5, .95 .5, 1 .47
oval metal flat: .5 .07 .5 .07
oval plain up: .5 .06 .44 .05
? box label flat: 0 .3 1 .82 0
print band: .06 .32 .94 .8
@ bucket .96
bend metal flat .02: .06 .22, .2 .02, .8 .02, .94 .22
lathe main tube: .2 .48, .26 .46, .98 .38, 1 .36
lathe second tube: .16 .5, .24 .5
box label flat: .16 .4 .84 .86 .04
print stacked: .18 .42 .82 .84
@ carton .72
poly plain flat: 0 .06, .1 0, 1 0, .9 .06
poly second down: .9 .06, 1 0, 1 .94, .9 1
box main up: 0 .06 .9 1 0
? poly second flat: 0 .7, .9 .5, .9 1, 0 1
print stacked: .05 .12 .85 .6
@ flat_box 1.4
poly second down: 0 .9, 1 .9, .97 1, .03 1
box main up: 0 0 1 .9 .01
? poly third flat: 0 0, .34 0, .16 .9, 0 .9
? oval second ball: .76 .5 .16 .26
print stacked: .08 .12 .66 .8
@ small_box 1.05
poly plain flat: 0 .12, .12 0, 1 0, .88 .12
poly third down: .88 .12, 1 0, 1 .86, .88 1
box main up: 0 .12 .88 1 0
? box second flat: 0 .78 .88 1 0
print badge: .06 .18 .82 .76
@ milk_carton .5
poly third down: .78 .26, 1 .2, 1 .96, .78 1
poly second up: .08 .06, .92 .06, 1 .2, .78 .26, 0 .26
box plain flat: .08 0 .92 .07 0
box main up: 0 .26 .78 1 0
oval light flat: .62 .14 .1 .05
print tall: .06 .32 .72 .94
@ pouch .74
curve main cloth: .04 .02, .5 .03, .96 .02, .94 .3, .98 .6, .97 .98, .5 1, .03 .98, .02 .6, .06 .3
box second flat: .05 .03 .95 .1 0
? oval label flat: .5 .52 .36 .24
print badge: .16 .34 .84 .76
@ sack .7
curve main cloth: .1 .04, .9 .04, 1 .24, .97 .8, .9 1, .1 1, .03 .8, 0 .24
poly second flat: .1 .03, .9 .03, .92 .1, .08 .1
? box label up: .14 .3 .86 .74 .02
print stacked: .17 .32 .83 .72
@ bar 2.9
poly main up: .05 .04, .95 .04, .95 .96, .05 .96
poly second flat: 0 0, .06 .04, .06 .96, 0 1, .02 .75, 0 .5, .02 .25
poly second flat: 1 0, .94 .04, .94 .96, 1 1, .98 .75, 1 .5, .98 .25
? poly third flat: .7 .04, .95 .04, .95 .96, .6 .96
print plain: .1 .14 .68 .86
@ blister .7
box light flat: 0 0 1 1 .03
box main up: 0 0 1 .34 .03
- oval cut flat: .5 .06 .07 .04
box glass shine: .14 .4 .86 .95 .2
oval second ball: .5 .68 .24 .2
print plain: .06 .12 .94 .32
@ rolls .96
* oval light ball: .25 .3 .24 .25
* oval light ball: .25 .76 .24 .23
* oval third flat: .25 .3 .07 .08
* oval third flat: .25 .76 .07 .08
box main cloth: .02 .36 .98 .7 .1
print plain: .1 .4 .9 .66
@ pack_of_cloth 1.25
box main cloth: 0 .1 1 1 .2
box second flat: .3 .04 .7 .26 .2
? box label flat: .12 .4 .88 .86 .3
print badge: .14 .42 .86 .84
@ reel 1
oval main flat: .5 .5 .5 .5
oval light ball: .5 .5 .36 .36
oval dark flat: .5 .5 .18 .18
print plain: .24 .04 .76 .16
@ book .74
poly light flat: .08 .96, 1 .96, 1 1, .1 1
box main up: 0 0 1 .97 .02
box second down: 0 0 .1 .97 .02
? line third flat .03: .82 0, .82 .97
? box label flat: .24 .2 .86 .42 .04
print plain: .26 .22 .84 .4
@ folder .8
poly second flat: .1 0, .5 0, .56 .06, .98 .06, .98 .9, .1 .9
box main up: 0 .1 .92 1 .03
? oval metal ball: .1 .84 .05 .04
print plain: .2 .4 .72 .56
@ envelope 1.45
box main up: 0 0 1 1 .02
line second flat .02: 0 .02, .5 .56, 1 .02
? oval third ball: .5 .52 .06 .09
print plain: .3 .7 .7 .9
@ notes 1.05
poly second down: .05 .9, 1 .86, 1 1, .05 1
poly third down: .03 .86, .98 .8, 1 .92, .04 .96
curve main up: 0 .02, 1 0, .98 .5, 1 .86, .5 .88, 0 .92
print plain: .2 .3 .8 .6
"""
