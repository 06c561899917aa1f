"""kern: what every layer of Baken stands on and what knows no domain.

The clock, state moves, errors, encryption, the audit trail (journaal), retention, background tasks and
confidential logging. kern imports nothing of Baken; settings come through `django.conf`.
"""
