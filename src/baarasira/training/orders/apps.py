"""Django application of the room orders."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Courses ordered by companies and partner bodies: need, quote, agreement, session, invoice, evaluation."""

    name = "baarasira.training.orders"
    label = "training_orders"
