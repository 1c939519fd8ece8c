"""The addresses that allauth gives a provider; this package stands in for its own."""

from django.urls import path

from balcao.accounts.national import views

urlpatterns = [
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
