"""The ground the pipelines stand on: environment, run store, registry, processes."""
