"""What a follow-up leaves out, and what stands in for it."""
