"""The kinds of action a plan may ask for: one file each, found by being here."""
