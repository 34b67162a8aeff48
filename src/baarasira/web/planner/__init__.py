"""Pages of the timetable: a week by room, trainer or group, proposals, lessons placed by hand, what groups and trainers need."""
