"""Profiles of real regions: bodies with their source; no persons and no signalen."""
