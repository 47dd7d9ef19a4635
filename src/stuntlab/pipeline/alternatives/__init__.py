"""Other ways to shoot a plan: one file for each sort of gag."""
