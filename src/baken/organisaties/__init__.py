"""Organisations, regions, people, aanstellingen and roles, and decide(): who may do what, and why."""
