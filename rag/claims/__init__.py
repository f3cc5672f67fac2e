"""What a text claims, in French or in English: its figures, dates, names, denials, opposites, doubts and roles."""
