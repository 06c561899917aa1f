"""Facts that ship as data with source and validity: forms, sectors, indicators, risk factors, gemeenten."""
