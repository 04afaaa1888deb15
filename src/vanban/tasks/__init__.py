"""The task checklist that staff keep: who does what with whom until when, on what ground, and how far it is."""

from vanban.tasks.charges import Charge, charges
from vanban.tasks.days import is_day, last_day
from vanban.tasks.listed import field_words, lead_of_today, of_document, tasks
from vanban.tasks.model import STATES, Basis, Progress, Said, Saying, State, Status, Task
from vanban.tasks.state import summed, told

__all__ = [
    "STATES",
    "Basis",
    "Charge",
    "Progress",
    "Said",
    "Saying",
    "State",
    "Status",
    "Task",
    "charges",
    "field_words",
    "is_day",
    "last_day",
    "lead_of_today",
    "of_document",
    "summed",
    "tasks",
    "told",
]
