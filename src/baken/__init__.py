"""Baken: how municipalities notice, assess and pass on signals of human trafficking, and protect victims."""
