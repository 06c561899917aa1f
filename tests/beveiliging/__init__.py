"""Tests of the table in docs/beveiliging.md."""
