"""Every address of the application."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("baarasira.api.urls", namespace="api-v1")),
    path("", include("baarasira.web.desk.urls")),
    path("", include("baarasira.web.shell.urls")),
    path("", include(("baarasira.public.urls", "public"))),
    path("compte/", include(("baarasira.web.accounts.urls", "accounts"))),
    path("personnes/", include(("baarasira.web.people.urls", "people"))),
    path("doublons/", include(("baarasira.web.doubles.urls", "doubles"))),
    path("accompagnement/", include(("baarasira.web.counselling.urls", "counselling"))),
    path("employeurs/", include(("baarasira.web.employers.urls", "employers"))),
    path("offres/", include(("baarasira.web.openings.urls", "openings"))),
    path("programmes/", include(("baarasira.web.programmes.urls", "programmes"))),
    path("rapprochement/", include(("baarasira.web.matching.urls", "matching"))),
    path("mises-en-relation/", include(("baarasira.web.candidacies.urls", "candidacies"))),
    path("campagnes/", include(("baarasira.web.campaigns.urls", "campaigns"))),
    path("selections/", include(("baarasira.web.selection.urls", "selection"))),
    path("autorisations/", include(("baarasira.web.clearances.urls", "clearances"))),
    path("contrats/", include(("baarasira.web.contracts.urls", "contracts"))),
    path("parcours/", include(("baarasira.web.journeys.urls", "journeys"))),
    path("incidents/", include(("baarasira.web.incidents.urls", "incidents"))),
    path("cooperation/", include(("baarasira.web.cooperation.urls", "cooperation"))),
    path("fichiers/", include(("baarasira.web.files.urls", "files"))),
    path("statistiques/", include(("baarasira.web.statistics.urls", "statistics"))),
    path("journal/", include(("baarasira.web.journal.urls", "journal"))),
    path("administration/", include(("baarasira.web.administration.urls", "administration"))),
]
