"""The steps that every flow chains: ingest, validate, build, train, evaluate, register."""
