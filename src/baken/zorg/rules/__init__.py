"""Rules of zorg: pure functions on what is handed in, each with its reason and its source."""
