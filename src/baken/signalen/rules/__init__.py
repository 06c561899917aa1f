"""The explained assessment of a signaal: values in, advice and reasons out.

Pure rules without database, clock or framework. `leiding.beoordeel` combines them into one `Advies`;
`besluit.mag_besluiten` checks what a person decides; `doorgeleiding.routes` names the receivers that follow
from a decision; `terugkoppeling` holds the only texts a reporter may get. No rule gives a number as verdict:
each `Grond` names the facts that fired and the source it follows, and a person decides.
"""
