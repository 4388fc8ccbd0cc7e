"""What answers, themes and figures are called on a page."""
