"""What the two clients for Python programs share."""
