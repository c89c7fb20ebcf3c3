"""Where the command `mathse` and `python -m mathse` begin.

Ctrl-C may come while Python still imports: so this imports nothing before it is ready to say so in a line.
"""

import sys


def main() -> int:
    """Runs one command; the exit status."""
    try:
        from mathse.cli import main as command
        from mathse.cli.streams import prepare

        prepare()
        return command()
    except KeyboardInterrupt:
        sys.stderr.write("mathse: stopped\n")
        return 130


if __name__ == "__main__":
    sys.exit(main())
