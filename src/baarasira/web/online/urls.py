"""Addresses of the pages of online courses."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_places, name="list"),
    path("a-appeler/", views.to_call, name="to-call"),
    path("plateformes/nouvelle/", views.new_platform, name="new-platform"),
    path("plateformes/<uuid:platform_id>/", views.platform, name="platform"),
    path("plateformes/<uuid:platform_id>/modifier/", views.edit_platform, name="edit-platform"),
    path("plateformes/<uuid:platform_id>/place/", views.allot, name="allot"),
    path("plateformes/<uuid:platform_id>/export/", views.read_export, name="export"),
    path("exports/<uuid:load_id>/", views.load, name="load"),
    path("exports/<uuid:load_id>/rapport.csv", views.load_report, name="load-report"),
    path("adresses/<uuid:address_id>/", views.address, name="address"),
    path("places/<uuid:place_id>/", views.place, name="place"),
    path("places/<uuid:place_id>/acte/<slug:name>/", views.place_act, name="place-act"),
    path("certificats/<uuid:progress_id>/scan/", views.certificate, name="certificate"),
]
