"""What is fitted, saved and served. Ships with every registered version, so it imports nothing else of bazaar."""
