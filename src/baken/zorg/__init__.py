"""Zorg: the care of one person after a signaal was taken on, shelter, and what goes to CoMensha."""
