"""Pages of courses: catalogue, trainers, sessions, attendance, enrolments, support after a course, forms."""
