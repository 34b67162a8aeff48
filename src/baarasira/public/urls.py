"""Addresses of the public pages."""

from django.urls import path

from . import cards, offers, receipts, reports, selections, visas

urlpatterns = [
    path("emploi/", offers.list_offers, name="offers"),
    path("emploi/<str:number>/", offers.show_offer, name="offer"),
    path("recepisse/", receipts.look_up, name="receipt"),
    path("signaler/", reports.report, name="report"),
    path("signaler/suivi/", reports.follow, name="follow_report"),
    path("listes/", selections.list_selections, name="selections"),
    path("listes/<str:number>/", selections.show_selection, name="selection"),
    path("listes/<str:number>/<int:run_number>/", selections.show_selection, name="selection_run"),
    path("listes/<str:number>/<int:run_number>/fichiers/<str:name>", selections.download, name="selection_file"),
    path("listes/<str:number>/<int:run_number>/<str:key>/", selections.show_list, name="selection_list"),
    path("visa/<str:token>/", visas.check_visa, name="check_visa"),
    path("carte/", cards.check_card, name="check_card"),
    path("carte/<str:token>/", cards.check_card_code, name="check_card_code"),
]
