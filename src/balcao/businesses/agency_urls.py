"""Addresses of the agency's people."""

from django.urls import path

from balcao.businesses import agency

urlpatterns = [
    path("", agency.cared_for, name="agency"),
    path("businesses/", agency.register, name="register"),
    path("businesses.<sheet:form>", agency.register_sheet, name="register_sheet"),
    path("businesses/<uuid:business_id>/adviser/", agency.assign, name="assign"),
    path("tokens/", agency.tokens, name="agency_tokens"),
    path("assignments/<int:assignment_id>/end/", agency.end, name="assignment_end"),
]
