"""Addresses of the programme for applicants and the public."""

from django.urls import path

from balcao.programmes import following, public, views

urlpatterns = [
    path("programmes/", public.phases, name="phases"),
    path("programmes/feed.xml", public.feed, name="phases_feed"),
    path("programmes/<slug:slug>/", public.phase, name="phase"),
    path("programmes/<slug:slug>/draw/", public.draw, name="draw"),
    path("programmes/<slug:slug>/draw.json", public.draw_record, name="draw_record"),
    path("programmes/<slug:slug>/apply/", views.begin, name="begin"),
    path("applications/", views.mine, name="applications"),
    path("applications/<uuid:application_id>/", views.application, name="application"),
    path("applications/<uuid:application_id>/save/", views.save, name="application_save"),
    path("applications/<uuid:application_id>/send/", views.send, name="application_send"),
    path("applications/<uuid:application_id>/receipt.pdf", following.receipt_pdf, name="application_receipt"),
    path("applications/<uuid:application_id>/papers/<slug:needed>/", views.paper, name="application_paper"),
    path(
        "applications/<uuid:application_id>/attached/<int:attached_id>/remove/",
        views.paper_remove,
        name="application_paper_remove",
    ),
    path("applications/<uuid:application_id>/<slug:change>/", following.change, name="application_change"),
    path("documents/<uuid:document_id>/", public.document, name="document"),
    path("documents/<uuid:document_id>/<int:number>.jpg", public.document_page, name="document_page"),
]
