"""`python -m stuntlab`: the same as `stuntlab`."""

from stuntlab.cli.main import main

if __name__ == "__main__":
    main()
