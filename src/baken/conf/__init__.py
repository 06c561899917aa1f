"""Settings: read from the environment, documented in docs/beheer.md, checked at start."""
