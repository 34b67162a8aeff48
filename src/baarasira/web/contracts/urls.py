"""Addresses of the pages of contracts."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_contracts, name="list"),
    path("metiers/suggestions/", views.suggest_occupations, name="suggest-occupation"),
    path("dossiers/<uuid:file_id>/nouveau/", views.new_contract, name="new"),
    path("campagnes/<uuid:campaign_id>/offre/", views.offer, name="offer"),
    path("campagnes/<uuid:campaign_id>/offre/saisir/", views.edit_offer, name="offer-edit"),
    path("campagnes/<uuid:campaign_id>/offre/traduction/", views.translate_offer, name="offer-translate"),
    path("campagnes/<uuid:campaign_id>/offre/publier/", views.publish_offer, name="offer-publish"),
    path("parametres/", views.parameters, name="parameters"),
    path("parametres/nouveau/", views.new_parameter, name="parameter-new"),
    path("modeles/", views.templates, name="templates"),
    path("<uuid:contract_id>/", views.contract, name="file"),
    path("<uuid:contract_id>/corriger/", views.edit_contract, name="edit"),
    path("<uuid:contract_id>/texte/", views.attach_text, name="text"),
    path("<uuid:contract_id>/texte.pdf", views.text, name="text-file"),
    path("<uuid:contract_id>/signe.pdf", views.scan, name="scan-file"),
    path("<uuid:contract_id>/visa/<slug:language>.pdf", views.letter, name="letter"),
    path("<uuid:contract_id>/clauses/", views.assess, name="assess"),
    path("<uuid:contract_id>/acte/<slug:act>/", views.contract_act, name="act"),
    path("<uuid:contract_id>/retour/", views.return_contract, name="return"),
    path("<uuid:contract_id>/decision/", views.decide, name="decide"),
    path("<uuid:contract_id>/signature/", views.sign, name="sign"),
    path("<uuid:contract_id>/comparaison/", views.comparison, name="comparison"),
    path("<uuid:contract_id>/arrivee/", views.finding, name="finding"),
    path("<uuid:contract_id>/bulletins/", views.slip, name="slip"),
]
