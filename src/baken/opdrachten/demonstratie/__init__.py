"""The demonstration: an invented region with invented people. Nothing in here exists."""
