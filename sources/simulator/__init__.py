"""The embedded marketplace: one seeded world whose truth is known, from which every use case draws its tables."""
