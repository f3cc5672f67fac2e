"""What `python -m evals` does, one module a command: `add_parser` says what it takes, `carry_out` does it."""
