"""Pure rules of the survey: no Django, no I/O, no clock, no randomness of its own.

Randomness (``rng`` or ``seed``) and dates come in as arguments, so every outcome can be replayed.
"""
