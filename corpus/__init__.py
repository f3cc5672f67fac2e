"""What we know: files become articles, sentences and chunks with exact offsets."""
