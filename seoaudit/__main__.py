"""``python -m seoaudit``."""

import os
import sys

# Python has put the working directory before the standard library, where a ``click.py`` or ``yaml.py`` of the
# repository that is audited would be imported in place of the real one. (With ``-P`` it has not.)
if not sys.flags.safe_path and sys.path and os.path.realpath(sys.path[0]) == os.path.realpath(""):
    del sys.path[0]

from seoaudit.cli import main

if __name__ == "__main__":
    main(prog_name="seoaudit")
