"""What happens around every request: log, headers, domain errors, sessions and access."""
