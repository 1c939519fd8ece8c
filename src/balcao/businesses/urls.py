"""Addresses of businesses."""

from django.urls import path

from balcao.businesses import hooks, people, views

urlpatterns = [
    path("", views.businesses, name="businesses"),
    path("new/", views.new, name="business_new"),
    path("invitation/<str:secret>/", people.invitation, name="invitation"),
    path("<uuid:business_id>/", views.business, name="business"),
    path("<uuid:business_id>/profile/", views.profile, name="profile"),
    path("<uuid:business_id>/outlets/new/", views.outlet_new, name="outlet_new"),
    path("<uuid:business_id>/outlets/<uuid:outlet_id>/", views.outlet_edit, name="outlet_edit"),
    path("<uuid:business_id>/monthly/", views.monthly, name="monthly"),
    path("<uuid:business_id>/people/", people.people, name="members"),
    path("<uuid:business_id>/people/<int:member_id>/role/", people.member_role, name="member_role"),
    path("<uuid:business_id>/people/<int:member_id>/remove/", people.member_remove, name="member_remove"),
    path(
        "<uuid:business_id>/invitations/<int:invitation_id>/withdraw/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("<uuid:business_id>/documents/", views.documents, name="documents"),
    path("<uuid:business_id>/documents/<uuid:document_id>/remove/", views.document_remove, name="document_remove"),
    path("<uuid:business_id>/consents/", views.consents, name="consents"),
    path("<uuid:business_id>/accesses/", views.accesses, name="accesses"),
    path("<uuid:business_id>/accesses.<sheet:form>", views.accesses_sheet, name="accesses_sheet"),
    path("<uuid:business_id>/tokens/", views.tokens, name="tokens"),
    path("<uuid:business_id>/tokens/<int:token_id>/revoke/", views.token_revoke, name="token_revoke"),
    path("<uuid:business_id>/hooks/", hooks.hooks, name="business_hooks"),
    path("<uuid:business_id>/hooks/<int:hook_id>/remove/", hooks.hook_remove, name="business_hook_remove"),
    path("<uuid:business_id>/hooks/<int:hook_id>/try/", hooks.hook_try, name="business_hook_try"),
    path("<uuid:business_id>/export/", views.export, name="export"),
    path("<uuid:business_id>/erase/", views.erase, name="erase"),
]
