"""What is measured: metrics with intervals, slices, the paired test, the gate."""
