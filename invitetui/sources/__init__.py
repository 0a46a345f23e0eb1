"""What LinkedIn gives a person, read: bytes to what was seen, and what that changes in a book.

`archive` recognises and reads, `reconcile` compares with the book, `own` writes and reads what this
program exports itself. A format is one module with one `Layout`; `archive.LAYOUTS` lists them.
"""
