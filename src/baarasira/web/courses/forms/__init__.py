"""Forms of the pages of courses."""

from .catalogue import AccreditationForm, CourseForm, FormVersionForm, RoomForm, TrainerForm
from .people import (
    AnswersForm,
    CorrectionForm,
    DropForm,
    EnrolForm,
    FillForm,
    FollowUpForm,
    NumberForm,
    OutputForm,
    ScoreForm,
)
from .sessions import CancelForm, CloseForm, DayForm, ReplaceForm, SessionFilter, SessionForm, TeachForm

__all__ = [
    "AccreditationForm",
    "AnswersForm",
    "CancelForm",
    "CloseForm",
    "CorrectionForm",
    "CourseForm",
    "DayForm",
    "DropForm",
    "EnrolForm",
    "FillForm",
    "FollowUpForm",
    "FormVersionForm",
    "NumberForm",
    "OutputForm",
    "ReplaceForm",
    "RoomForm",
    "ScoreForm",
    "SessionFilter",
    "SessionForm",
    "TeachForm",
    "TrainerForm",
]
