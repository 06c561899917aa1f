"""A casus: the receiver's own file on what it accepted, with a team, acties, two approaches and an end."""
