"""The race: what somebody would pick in place of Sourcier, on the same machine, articles and questions."""
