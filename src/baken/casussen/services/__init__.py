"""The only writers of casussen."""
