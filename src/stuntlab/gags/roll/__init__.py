"""A car is rolled."""
