"""One file per use case: its DAG, wiring only. And the command line."""
