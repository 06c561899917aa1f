"""`python -m omvang` is the command `omvang`."""

import sys

from omvang.cli import main

if __name__ == "__main__":
    sys.exit(main())
