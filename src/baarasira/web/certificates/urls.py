"""Addresses of the pages of certificates of training."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_certificates, name="list"),
    path("proposer/", views.propose, name="propose"),
    path("signer/", views.issue, name="issue"),
    path("<uuid:certificate_id>/", views.show, name="file"),
    path("<uuid:certificate_id>/attestation.pdf", views.paper, name="paper"),
    path("<uuid:certificate_id>/badge.jwt", views.badge, {"form": "jwt"}, name="badge"),
    path("<uuid:certificate_id>/badge.json", views.badge, {"form": "json"}, name="badge-json"),
    path("<uuid:certificate_id>/europass.jsonld", views.europass, name="europass"),
    path("<uuid:certificate_id>/revocation/", views.revoke, name="revoke"),
    path("<uuid:certificate_id>/retrait/", views.abandon, name="abandon"),
]
