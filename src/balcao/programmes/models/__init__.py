"""Tables of measures, phases, applications, draws and awards. What may change into what is in `states.py`."""

from balcao.programmes.models.applications import Application, Attached, Mark, Sending
from balcao.programmes.models.awards import Award, Draw, PlaceMoved, Step
from balcao.programmes.models.phases import Measure, Phase, Version
from balcao.programmes.models.review import Conflict, Interest, Note, SavedList

__all__ = [
    "Application",
    "Attached",
    "Award",
    "Conflict",
    "Draw",
    "Interest",
    "Mark",
    "Measure",
    "Note",
    "Phase",
    "PlaceMoved",
    "SavedList",
    "Sending",
    "Step",
    "Version",
]
