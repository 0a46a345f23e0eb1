"""invitetui: triage, pace and remember LinkedIn invitations, by keyboard, in a terminal."""

__version__ = "0.1.0"
