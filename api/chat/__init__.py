"""`sourcier chat`: a conversation in the terminal."""
