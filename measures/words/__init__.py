"""What codes are called on a page."""
