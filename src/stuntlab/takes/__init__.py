"""Draw many, simulate few: cheap draws, strata, and the full-body takes spent on them. Knows no gag and no person."""
