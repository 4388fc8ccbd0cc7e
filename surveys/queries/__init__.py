"""Reads that span tables: waves, who may be drawn, what was published, monthly reviews."""
