"""Pages of plans, measures and actions."""
