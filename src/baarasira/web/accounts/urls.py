"""Addresses of the accounts pages."""

from django.urls import path

from .views import door, links, own, second_factor

urlpatterns = [
    path("", own.account, name="account"),
    path("connexion/", door.sign_in, name="sign-in"),
    path("deconnexion/", door.sign_out, name="sign-out"),
    path("confirmer/", door.confirm, name="confirm"),
    path("mot-de-passe/", own.password, name="password"),
    path("visites/<uuid:visit_id>/terminer/", own.end_visit, name="end-visit"),
    path("second-facteur/", second_factor.verify, name="second-factor"),
    path("second-facteur/telephone/", second_factor.phone, name="second-factor-phone"),
    path("second-facteur/codes/", second_factor.codes, name="recovery-codes"),
    path("second-facteur/codes/imprimer/", second_factor.codes_sheet, name="recovery-codes-sheet"),
    path("second-facteur/retirer/", second_factor.remove, name="second-factor-remove"),
    path("invitation/<str:token>/", links.invitation, name="invitation"),
    path("nouvel-acces/<str:token>/", links.reset, name="reset"),
]
