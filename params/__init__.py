"""The parameters of each flow: read from params.yaml, checked, and refused when unknown."""
