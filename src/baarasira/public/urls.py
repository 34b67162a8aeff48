"""Addresses of the public pages."""

from django.urls import path

from . import cards, competitions, offers, receipts, reports, selections, visas
from .verifying import views as verifying

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
    path("concours/", competitions.list_competitions, name="competitions"),
    path("concours/<str:number>/", competitions.show_results, name="competition"),
    path("concours/<str:number>/mes-notes/", competitions.own_marks, name="own_marks"),
    path("concours/<str:number>/<int:list_number>/liste.json", competitions.download, name="competition_list"),
    path("v", verifying.page, name="verify"),
    path("v/c", verifying.context, name="credential_context"),
    path("v/r<int:list_number>", verifying.status_list, {"letter": "r"}, name="revoked_list"),
    path("v/u<int:list_number>", verifying.status_list, {"letter": "u"}, name="used_list"),
    path("v/<str:name>", verifying.script, name="verify_script"),
    path(".well-known/jwks.json", verifying.keys, name="jwks"),
    path("visa/<str:token>/", visas.check_visa, name="check_visa"),
    path("carte/", cards.check_card, name="check_card"),
    path("carte/<str:token>/", cards.check_card_code, name="check_card_code"),
]
