"""A car knocks somebody down."""
