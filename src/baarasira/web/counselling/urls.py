"""Addresses of the counselling pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("rendez-vous/", views.day, name="day"),
    path("rendez-vous/manques/", views.missed, name="missed"),
    path("rendez-vous/<uuid:appointment_id>/", views.appointment, name="appointment"),
    path("rendez-vous/<uuid:appointment_id>/convocation.pdf", views.slip, name="slip"),
    path("rendez-vous/<uuid:appointment_id>/issue/", views.record, name="record"),
    path("echeances/", views.due, name="due"),
    path("echeances/apercu/", views.preview, name="due_preview"),
    path("echeances/renouvellement/", views.apply_batch, name="due_apply"),
    path("echeances/bilan/", views.report, name="due_report"),
    path("echeances/impression.pdf", views.print_batch, name="due_print"),
    path("<uuid:person_id>/carte/", views.card, name="card"),
    path("<uuid:person_id>/carte.pdf", views.card_pdf, name="card_pdf"),
    path("<uuid:person_id>/carte/<slug:act>/", views.act_on_card, name="card_act"),
    path("<uuid:person_id>/rendez-vous/nouveau/", views.appointment_new, name="appointment_new"),
    path("<uuid:person_id>/rendez-vous/heures/", views.hours, name="hours"),
    path("<uuid:person_id>/contacts/", views.note, name="note"),
    path("<uuid:person_id>/plan/", views.plan, name="plan"),
    path("plans/", views.plans_due, name="plans"),
    path("plan/<uuid:plan_id>/etape/", views.add_step, name="plan_step"),
    path("plan/<uuid:plan_id>/point/", views.review, name="plan_review"),
    path("plan/<uuid:plan_id>/fin/", views.close, name="plan_close"),
    path("plan/<uuid:plan_id>/plan.pdf", views.plan_pdf, name="plan_pdf"),
    path("etape/<uuid:step_id>/", views.settle_step, name="step_settle"),
]
