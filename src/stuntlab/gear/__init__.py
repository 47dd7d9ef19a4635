"""What stands between a person and harm: one file each, with where its numbers come from."""
