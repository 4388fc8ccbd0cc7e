"""Parsing what people send in."""
