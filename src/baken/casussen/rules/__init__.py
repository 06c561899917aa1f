"""Rules of casussen: values in, decision and reason out; no database."""
