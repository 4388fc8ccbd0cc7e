"""What people do with the organisation, its units, its staff and its members."""
