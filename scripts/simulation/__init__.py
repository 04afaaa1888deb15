"""A simulated country of documents: who issues what, in whose chain, and the words they are cited with."""
