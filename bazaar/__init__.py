"""For consumers of the champions: `from bazaar.client import Champion`."""
