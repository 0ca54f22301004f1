"""Adapters to public data sets: each fetches pinned files and writes contract tables."""
