"""Extractors: each `find` takes the layout and what is known so far and returns facts. They never import each other and never change a document."""
