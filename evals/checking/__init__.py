"""Whether a question set can be right before anything is measured with it."""
