"""The demo organisations: a year of work, done by the real actions on a simulated calendar."""
