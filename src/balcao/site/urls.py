"""Every address of the site."""

from django.conf import settings
from django.urls import include, path, register_converter

from balcao.api import ROOT
from balcao.sheets import Form
from balcao.site import health, views
from balcao.site.api import api

register_converter(Form, "sheet")  # before the addresses that use it are read

urlpatterns = [
    path("", views.home, name="home"),
    path("sample/", views.sample, name="sample"),
    path("desk/", views.desk, name="desk"),
    path("language/", views.set_language, name="set_language"),
    path("privacy/", views.privacy, name="privacy"),
    path("help/export/", views.export_help, name="export_help"),
    path("design/", views.design, name="design"),
    path("resume/", views.resume, name="resume"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/", include("balcao.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("businesses/", include("balcao.businesses.urls")),
    path("agency/", include("balcao.businesses.agency_urls")),
    path("agency/", include("balcao.programmes.agency_urls")),
    path("", include("balcao.messaging.urls")),
    path("", include("balcao.diagnoses.urls")),
    path("", include("balcao.programmes.urls")),
    path(f"{ROOT[1:]}/", api.urls),
]
if settings.DEMO:
    from balcao.site import demo

    urlpatterns += [
        path("demo/", demo.people, name="demo"),
        path("demo/sign-in/", demo.sign_in, name="demo_sign_in"),
    ]

handler400 = "balcao.site.views.not_understood"
handler403 = "balcao.site.views.forbidden"
handler404 = "balcao.site.views.not_found"
handler500 = "balcao.site.views.broken"
