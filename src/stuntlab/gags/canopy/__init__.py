"""Canopies that are opened in the air and landed."""
