"""How fast the service is and how much memory it needs, each beside a measure of the same run."""
