"""One module a question-set format; each yields articles and questions."""
