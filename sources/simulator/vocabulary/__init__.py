"""The marketplace's own words: its tree, colours, materials, measures and phrases, in four languages."""
