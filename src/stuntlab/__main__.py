"""`python -m stuntlab`: the same as `stuntlab`, exit code included."""

from stuntlab.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
