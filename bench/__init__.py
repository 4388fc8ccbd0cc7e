"""Measures speed, sizes and memory of the product as it runs in production; see docs/benchmarks.md."""
