"""What each default is worth: the service measured again with one thing left out or set otherwise."""
