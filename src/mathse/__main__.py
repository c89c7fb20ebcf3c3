"""`python -m mathse` is the command `mathse`."""

import sys

from mathse.cli import main

sys.exit(main())
