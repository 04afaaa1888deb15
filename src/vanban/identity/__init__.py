"""Who is who: which mentions, in whatever texts, speak of one document, and what the documents say of each other."""
