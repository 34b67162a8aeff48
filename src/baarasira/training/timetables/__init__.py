"""The timetable of a week: rooms, trainers and groups, proposed by the engine, changed by hand, its conflicts in words."""
