"""``python -m seoaudit``."""

from seoaudit.cli import main

if __name__ == "__main__":
    main(prog_name="seoaudit")
