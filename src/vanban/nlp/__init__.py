"""vanban for language processing: a spaCy component, and Vietnamese words. Needs `pip install "vanban[nlp]"`; nothing else in vanban needs this package."""
