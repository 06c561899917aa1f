"""The only writers of zorg."""
