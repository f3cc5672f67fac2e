"""One router a module, in the order of the API page."""
