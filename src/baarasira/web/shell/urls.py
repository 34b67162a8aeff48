"""Addresses of the shell: the style guide and the session kept open."""

from django.urls import path

from . import views

app_name = "shell"
urlpatterns = [
    path("style/", views.style_guide, name="style"),
    path("style/public/", views.style_public, name="style-public"),
    path("style/suggestions/", views.style_suggestions, name="style-suggestions"),
    path("session/", views.keep_session, name="keep-session"),
]
