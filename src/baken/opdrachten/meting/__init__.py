"""What Baken costs: CPU seconds of a report against a bare Django control, and how the work list grows."""
