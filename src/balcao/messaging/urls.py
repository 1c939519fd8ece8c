"""Addresses of messages."""

from django.urls import path

from balcao.messaging import views

urlpatterns = [
    path("messages/", views.inbox, name="inbox"),
    path("agency/messages/", views.sent, name="sent"),
    path("agency/messages.<sheet:form>", views.sent_sheet, name="sent_sheet"),
    path("agency/messages/samples/", views.samples, name="message_samples"),
    path("agency/deliveries/<uuid:delivery_id>/again/", views.again, name="delivery_again"),
    path("agency/hooks/", views.hooks, name="hooks"),
    path("agency/hooks/<int:hook_id>/remove/", views.hook_remove, name="hook_remove"),
    path("agency/hooks/<int:hook_id>/try/", views.hook_try, name="hook_try"),
]
