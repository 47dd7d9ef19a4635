"""An air ram throws somebody."""
