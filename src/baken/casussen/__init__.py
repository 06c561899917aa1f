"""A casus: opened when a verstrekking is accepted, with one process director."""
