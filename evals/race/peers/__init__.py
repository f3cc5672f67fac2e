"""The entrants of the race, a program each; one of another library runs in an environment of that library's own."""
