"""A motorcycle or a car off a ramp and down again."""
