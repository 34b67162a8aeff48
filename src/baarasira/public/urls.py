"""Addresses of the public pages."""

from django.urls import path

from . import cards, offers, receipts

urlpatterns = [
    path("emploi/", offers.list_offers, name="offers"),
    path("emploi/<str:number>/", offers.show_offer, name="offer"),
    path("recepisse/", receipts.look_up, name="receipt"),
    path("carte/", cards.check_card, name="check_card"),
    path("carte/<str:token>/", cards.check_card_code, name="check_card_code"),
]
