"""The kinds of gear a plan may name: one file each, found by being here."""
