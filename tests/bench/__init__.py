"""How fast invitetui opens and answers beside its peers, on a pseudo-terminal: `python -m tests.bench`."""
