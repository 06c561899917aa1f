"""Tools behind `./baken`: installing, starting, testing. Standard library only, no import of the product."""
