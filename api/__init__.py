"""How others ask: the command line, the HTTP service and its page."""
