"""The shots of a plan: where its cameras stand, what they see of each strike, and whether it sells."""
