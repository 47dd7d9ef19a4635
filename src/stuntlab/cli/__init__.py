"""The commands: each module here that exposes `command` is one."""
