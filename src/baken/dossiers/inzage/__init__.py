"""Requests of persons about their own data (AVG articles 15 to 18): from registering to the answer that two approve."""
