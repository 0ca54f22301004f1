"""The style sheet of the pages that a run keeps; they have to open without a network."""

STYLE = r"""
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; color: #1d2530; background: #fff; }
body.index { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
a { color: #1a5fb4; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
th, td { border: 1px solid #d0d7de; padding: .35rem .6rem; text-align: left; }
th, td { vertical-align: top; overflow-wrap: anywhere; }
th { background: #f3f5f8; }
.kept, .fa-check-circle::before, .text-success { color: #1a7f37; }
.broken, .fa-times::before, .text-danger { color: #b42318; }
.refusal { border-left: 4px solid #b42318; padding: .5rem 1rem; background: #fdf0ee; }
.container-fluid { padding: 1rem 2rem; }
.row { display: flex; flex-wrap: wrap; gap: 1rem; }
.col-12 { width: 100%; }
.col-6 { width: calc(50% - .5rem); }
.col-lg-2 { flex: 0 0 14rem; }
.col-lg-10 { flex: 1 1 40rem; min-width: 0; }
.alert { padding: .6rem 1rem; background: #eef1f5; border-radius: 4px; margin: .5rem 0; }
.card { border: 1px solid #d0d7de; border-radius: 4px; margin-bottom: 1rem; }
.card-header { background: #f3f5f8; padding: .4rem .8rem; }
.badge { border: 1px solid #d0d7de; border-radius: 3px; padding: 0 .3em; background: #f3f5f8; }
.nav { list-style: none; padding: .5rem; margin: 0; }
.breadcrumb { list-style: none; display: flex; gap: .5rem; padding: 0; }
.breadcrumb-item + .breadcrumb-item::before { content: "/ "; }
.fa-check-circle::before { content: "\2713"; }
.fa-times::before { content: "\2717"; }
.fa-exclamation-triangle::before { content: "!"; }
.btn, .btn-group, .cooltip .top, .popover, footer, .ge-walkthrough-modal { display: none; }
.sticky > .card:first-of-type { display: none; }
.collapse { display: block; }
.sticky { position: static; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e9ee; background: #14181d; }
  th, .alert, .card-header, .badge { background: #222831; }
  .refusal { background: #3a1f1c; }
  a { color: #7ab4ff; }
}
"""
