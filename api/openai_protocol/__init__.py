"""The same answers for programs that speak OpenAI's protocol."""
