"""HTML over services and selectors; never over models."""
