"""`python -m invitetui`."""

from invitetui.cli import main

if __name__ == "__main__":
    main()
