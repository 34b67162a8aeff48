"""Addresses of the field: what lives on a phone without a network, all under one scope."""

from django.urls import path

from baarasira.web.shell import offline

from .views import attendance, phone, workshop

urlpatterns = [
    path("ouvrier.js", offline.worker, name="worker"),
    path("jeton/", offline.token, name="token"),
    path("envoi/", offline.send, name="send"),
    path("relier/<str:token>/", phone.bind, name="bind"),
    path("atelier/", workshop.logbook, name="workshop"),
    path("atelier/ouvrir/", phone.open_phone, name="open"),
    path("voix/<uuid:recording_id>/", workshop.recording, name="recording"),
    path("presence/", attendance.groups, name="groups"),
    path("presence/<uuid:session_id>/<uuid:day_id>/", attendance.sheet, name="attendance"),
]
