"""Addresses of the administration pages."""

from django.urls import path

from .views import accounts, acts, index, occupations, resets, settings

urlpatterns = [
    path("comptes/", accounts.accounts, name="accounts"),
    path("comptes/inviter/", accounts.invite, name="invite"),
    path("comptes/<uuid:user_id>/", accounts.account, name="account"),
    path("comptes/<uuid:user_id>/invitation/", accounts.renew_invitation, name="renew-invitation"),
    path("comptes/<uuid:user_id>/rouvrir/", accounts.reopen, name="reopen"),
    path("comptes/<uuid:user_id>/matricule/", acts.staff_number, name="staff-number"),
    path("comptes/<uuid:user_id>/suspendre/", acts.suspend, name="suspend"),
    path("comptes/<uuid:user_id>/retablir/", acts.reinstate, name="reinstate"),
    path("comptes/<uuid:user_id>/fermer/", acts.close, name="close"),
    path("comptes/<uuid:user_id>/roles/ajouter/", acts.add_role, name="add-role"),
    path("comptes/<uuid:user_id>/roles/<uuid:membership_id>/deplacer/", acts.move, name="move"),
    path("comptes/<uuid:user_id>/roles/<uuid:membership_id>/retirer/", acts.remove_role, name="remove-role"),
    path("comptes/<uuid:user_id>/reinitialiser/", resets.ask, name="ask-reset"),
    path("reinitialisations/", resets.queue, name="resets"),
    path("reinitialisations/<uuid:reset_id>/", resets.decide, name="reset"),
    path("reinitialisations/<uuid:reset_id>/approuver/", resets.approve, name="approve-reset"),
    path("reinitialisations/<uuid:reset_id>/refuser/", resets.refuse, name="refuse-reset"),
    path("parametres/", settings.parameters, name="parameters"),
    path("parametres/<str:key>/", settings.parameter, name="parameter"),
    path("structures/", settings.structures, name="structures"),
    path("metiers/", occupations.occupations, name="occupations"),
    path("metiers/mots/<uuid:name_id>/", occupations.confirmed, name="confirmed"),
    path("metiers/mots/<uuid:name_id>/retirer/", occupations.withdraw, name="withdraw-confirmed"),
    path("metiers/mots/<uuid:name_id>/remettre/", occupations.restore, name="restore-confirmed"),
    path("metiers/proches/publier/", occupations.publish, name="publish-related"),
    path("metiers/proches/<int:list_number>/retirer/", occupations.withdraw_list, name="withdraw-related"),
    path("metiers/proches/<int:list_number>.csv", occupations.related_file, name="related-file"),
    path("index/", index.register_index, name="index"),
]
