"""From raw tables to a release; not installed."""
