"""The readers of zorg for people."""
