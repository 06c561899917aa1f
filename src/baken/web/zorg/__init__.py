"""Pages of zorg: trajecten, shelter and CoMensha."""
