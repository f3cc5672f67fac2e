"""The commands of `sourcier` but for the conversation, and how they speak."""
