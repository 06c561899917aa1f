"""Retention: keten holds no persons beyond ids of staff."""
