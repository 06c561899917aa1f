"""What every file on persons shares: key, who may see it, betrokkenen, locaties, verstrekking and reads."""
