"""Management commands, the demonstration, the rondleiding and the bench."""
