"""What the command line prints: shapes for programs, plain lines for people."""
