"""Addresses of the pages of ordered courses."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.list_orders, name="list"),
    path("nouvelle/", views.new_order, name="new"),
    path("factures/", views.list_invoices, name="invoices"),
    path("factures/tableur/", views.invoices_table, name="invoices-table"),
    path("factures/<uuid:invoice_id>/facture.pdf", views.invoice_paper, name="invoice-paper"),
    path("<uuid:order_id>/", views.order, name="order"),
    path("<uuid:order_id>/besoin/", views.correct_need, name="need"),
    path("<uuid:order_id>/devis/", views.write_quote, name="quote"),
    path("<uuid:order_id>/convention.pdf", views.agreement_paper, name="agreement-paper"),
    path("<uuid:order_id>/acte/<slug:name>/", views.order_act, name="act"),
    path("devis/<uuid:quote_id>/devis.pdf", views.quote_paper, name="quote-paper"),
]
