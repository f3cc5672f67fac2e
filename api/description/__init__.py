"""What the service says of itself: its OpenAPI document, with an example for every response."""
