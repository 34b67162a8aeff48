"""Addresses of the pages of courses."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_sessions, name="list"),
    path("nouvelle/", views.new_session, name="new"),
    path("catalogue/", views.list_courses, name="courses"),
    path("catalogue/nouveau/", views.new_course, name="new-course"),
    path("catalogue/<uuid:course_id>/", views.edit_course, name="course"),
    path("formateurs/", views.list_trainers, name="trainers"),
    path("formateurs/<uuid:trainer_id>/", views.trainer, name="trainer"),
    path("formateurs/<uuid:trainer_id>/acte/<slug:name>/", views.trainer_act, name="trainer-act"),
    path("salles/", views.rooms, name="rooms"),
    path("formulaires/", views.list_forms, name="forms"),
    path("formulaires/<uuid:template_id>/", views.form_version, name="form"),
    path("suivis/", views.list_follow_ups, name="follow-ups"),
    path("suivis/<uuid:follow_up_id>/", views.follow_up, name="follow-up"),
    path("inscrire/<uuid:person_id>/", views.enrol_person, name="enrol"),
    path("inscriptions/<uuid:enrolment_id>/", views.enrolment, name="enrolment"),
    path("inscriptions/<uuid:enrolment_id>/quiz/<slug:moment>/", views.quiz, name="quiz"),
    path("inscriptions/<uuid:enrolment_id>/acte/<slug:name>/", views.enrolment_act, name="enrolment-act"),
    path("inscriptions/<uuid:enrolment_id>/document/<slug:name>/scan/", views.output_file, name="output-file"),
    path("<uuid:group_id>/", views.session, name="session"),
    path("<uuid:group_id>/corriger/", views.edit_session, name="edit"),
    path("<uuid:group_id>/presence/", views.attendance, name="attendance"),
    path("<uuid:group_id>/emargement/", views.signing_sheet, name="signing-sheet"),
    path("<uuid:group_id>/presence/envoi/", views.send_attendance, name="send-attendance"),
    path("<uuid:group_id>/presence/groupe/", views.attendance_group, name="attendance-group"),
    path("<uuid:group_id>/presence/corriger/", views.correct_attendance, name="correct-attendance"),
    path("<uuid:group_id>/formulaire/<slug:moment>/", views.fill_form, name="fill"),
    path("<uuid:group_id>/acte/<slug:name>/", views.session_act, name="session-act"),
]
