"""Django application of the room of certificates of training."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates of training."""

    name = "baarasira.training.certificates"
    label = "certificates"
