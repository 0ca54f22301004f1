"""The style sheet of the report; the page carries it, so that it opens without a network."""

# What charts are drawn in, on a page and as pictures of their own.
_CHARTS = """
svg text { fill: var(--text); font: 13px system-ui, sans-serif;
  paint-order: stroke; stroke: var(--page); stroke-width: 4px; stroke-linejoin: round; }
svg text.quiet { fill: var(--quiet); font-size: 12px; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .axis, svg .zero { stroke: var(--quiet); stroke-width: 1.25; }
svg .zero { stroke-dasharray: 4 3; }
svg .mark { stroke: var(--text); stroke-width: 1.25; }
svg .bar { stroke-width: 2.5; }
svg .whisker { stroke-width: 1.25; }
svg .curve { fill: none; stroke-width: 2; }
svg line.ours, svg path.ours { stroke: var(--ours); }
svg line.theirs, svg path.theirs { stroke: var(--theirs); }
svg .dot.ours, svg .fill.ours { fill: var(--ours); }
svg .dot.theirs { fill: var(--theirs); }
svg path.fan { fill: var(--ours); fill-opacity: .18; stroke: none; }
svg path.fan.theirs { fill: var(--theirs); }
svg .aside0 { fill: none; stroke: var(--text); stroke-width: 1.25; }
svg .aside1 { fill: none; stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 6 4; }
svg .aside2 { fill: none; stroke: var(--good); stroke-width: 1.5; stroke-dasharray: 2 3; }
svg .bound { fill: var(--text); }
"""

PICTURE_STYLE = f"""
svg {{
  --page: #ffffff; --text: #1d2530; --quiet: #5b6675; --line: #d5dae1; --ours: #1557b0; --theirs: #b4540a;
  --good: #14713a; background: var(--page);
}}
{_CHARTS}"""

_PAGE = """
:root {
  color-scheme: light dark;
  --page: #ffffff; --panel: #f6f7f9; --text: #1d2530; --quiet: #5b6675; --line: #d5dae1;
  --ours: #1557b0; --theirs: #b4540a; --good: #14713a; --bad: #b42318; --accent: #1557b0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12161b; --panel: #1b2129; --text: #e6e9ee; --quiet: #9aa5b3; --line: #333c47;
    --ours: #79b0ff; --theirs: #f0a35e; --good: #62c98b; --bad: #ff8f84; --accent: #79b0ff;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main, header { max-width: 64rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { padding-top: 2rem; }
main { padding-top: 0; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .35rem; }
p { max-width: 46rem; margin: .35rem 0 .75rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-top: .75rem; }
.quiet { color: var(--quiet); }
.verdict { border-left: 5px solid var(--quiet); background: var(--panel); padding: .75rem 1rem; margin: .75rem 0; }
.verdict.good { border-color: var(--good); }
.verdict.bad { border-color: var(--bad); }
.verdict strong { display: block; font-size: 1.1rem; }
td.good, .verdict.good strong { color: var(--good); }
td.bad, .verdict.bad strong { color: var(--bad); }
.scroll { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; min-width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: left; vertical-align: top; }
th { font-weight: 600; color: var(--quiet); font-size: .85rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.nowrap { white-space: nowrap; }
td.long { min-width: 12rem; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, monospace; }
td small { display: block; color: var(--quiet); }
code, pre { font: 13px/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--panel); padding: .75rem 1rem; overflow-x: auto; overflow-wrap: normal; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem; }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--quiet); font-size: .9rem; margin-top: .25rem; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .25rem 0 .5rem; font-size: .9rem; }
.key span::before { content: ""; display: inline-block; width: .8em; height: .8em; border-radius: 50%;
  margin-right: .4em; background: var(--quiet); }
.key .ours::before { background: var(--ours); }
.key .theirs::before { background: var(--theirs); }
svg.chart { width: 100%; max-width: 34rem; height: auto; display: block; }
svg.spans { width: 120px; height: auto; display: block; margin-top: .2rem; }
details > summary { cursor: pointer; font-weight: 600; font-size: 1.25rem; margin: 2.25rem 0 .5rem; }
details h1 { font-size: 1.2rem; }
details h2 { font-size: 1.1rem; margin-top: 1.5rem; }
@media (max-width: 40rem) {
  main, header { padding: .75rem; }
  th, td { padding-right: .6rem; }
}
@media print { nav { display: none; } details { display: block; } }
"""

STYLE = _PAGE + _CHARTS
