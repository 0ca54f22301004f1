"""What is registered of each use case: its benchmarks, its targets, and what shows its challenges."""
