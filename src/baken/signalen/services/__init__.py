"""The only writers of signalen, one module per part of the work."""
