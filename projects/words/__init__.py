"""The method in our own words: the seven steps, the kick-off, and why something is not possible yet."""
