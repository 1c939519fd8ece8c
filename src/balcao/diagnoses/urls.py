"""Addresses of imports, histories and their reports."""

from django.urls import path

from balcao.diagnoses import asking, bringing, views

urlpatterns = [
    path("imports/", bringing.upload, name="upload"),
    path("imports/<uuid:import_id>/", views.show_import, name="import"),
    path("imports/<uuid:import_id>/progress/", views.progress, name="import_progress"),
    path("imports/<uuid:import_id>/correct/", views.correct, name="import_correct"),
    path("imports/<uuid:import_id>/answer/", asking.answer, name="import_answer"),
    path("imports/<uuid:import_id>/forget/", asking.forget, name="import_forget"),
    path("imports/<uuid:import_id>/rejects.csv", views.rejects, name="import_rejects"),
    path("imports/<uuid:import_id>/report.pdf", views.import_pdf, name="import_pdf"),
    path("imports/<uuid:import_id>/keep/", views.keep, name="import_keep"),
    path("imports/<uuid:import_id>/<slug:change>/", views.change, name="import_change"),
    path("outlets/<uuid:outlet_id>/", views.history, name="outlet"),
    path("outlets/<uuid:outlet_id>/diagnosis/", views.ask, name="outlet_diagnosis"),
    path("reports/<uuid:report_id>/", views.show_report, name="report"),
    path("reports/<uuid:report_id>/report.pdf", views.report_pdf, name="report_pdf"),
]
