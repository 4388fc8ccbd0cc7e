"""What people and the calendar do with surveys: one function each."""
