"""The commands: each file here with `command` in it is one, and its head says what it does."""
