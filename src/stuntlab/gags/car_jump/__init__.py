"""A car leaves a ramp and lands."""
