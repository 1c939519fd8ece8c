"""Addresses of officers who run the programme."""

from django.urls import path

from balcao.programmes import agency, award_desk, measure_desk, phase_desk, phase_officers, queue_desk

urlpatterns = [
    path("applications/", queue_desk.queue, name="queue"),
    path("applications.<sheet:form>", queue_desk.queue_sheet, name="queue_sheet"),
    path("applications/bulk/", queue_desk.bulk, name="queue_bulk"),
    path("applications/<uuid:application_id>/", agency.show, name="review"),
    path("applications/<uuid:application_id>/<slug:act>/", agency.act, name="review_act"),
    path("awards/", award_desk.awards, name="awards"),
    path("awards.<sheet:form>", award_desk.awards_sheet, name="awards_sheet"),
    path("officers/", phase_officers.phase_officers, name="phase_officers"),
    path("officers/<slug:slug>/", phase_officers.give_officers, name="give_officers"),
    path("measures/<uuid:measure_id>/", measure_desk.measure, name="measure"),
    path("phases/", phase_desk.phases, name="phase_list"),
    path("phases/new/", phase_desk.new, name="phase_new"),
    path("phases/<slug:slug>/", phase_desk.phase, name="phase_desk"),
    path("phases/<slug:slug>/edit/<slug:part>/", phase_desk.edit, name="phase_edit"),
    path("phases/<slug:slug>/preview/", phase_desk.preview, name="phase_preview"),
    path("phases/<slug:slug>/trial/", phase_desk.trial, name="phase_trial"),
    path("phases/<slug:slug>/<slug:act>/", phase_desk.act, name="phase_act"),
]
