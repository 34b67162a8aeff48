"""Addresses of the employers' pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_employers, name="list"),
    path("export.csv", views.export_employers, name="export"),
    path("nouveau/", views.new_employer, name="new"),
    path("semblables/", views.likely_employers, name="likely"),
    path("suggestions/", views.suggest_employers, name="suggest"),
    path("agrements/", views.accreditations, name="accreditations"),
    path("<uuid:employer_id>/", views.employer_file, name="file"),
    path("<uuid:employer_id>/modifier/", views.edit_employer, name="edit"),
    path("<uuid:employer_id>/soumettre/", views.submit_employer, name="submit"),
    path("<uuid:employer_id>/agrement/", views.decide_accreditation, name="accreditation"),
    path("<uuid:employer_id>/suspension/", views.suspend_employer, name="suspend"),
    path("<uuid:employer_id>/levee/", views.lift_suspension, name="lift"),
    path("<uuid:employer_id>/visite/", views.record_visit, name="visit"),
    path("<uuid:employer_id>/contact/", views.add_contact, name="contact"),
    path("<uuid:employer_id>/contact/<uuid:contact_id>/fin/", views.end_contact, name="end-contact"),
]
