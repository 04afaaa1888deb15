"""The parts of scripts/regexes.py: which patterns there are, what a checker says of them, and how long they take."""
