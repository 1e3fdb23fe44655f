"""Every address of the site; Wagtail's pages answer what is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("lab/", include("gait_lab.urls")),
    path("", include("gait_lab.public_urls")),
    path("courses/", include("courses.urls")),
    path("", include("certification.urls")),
    path("", include("accounts.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
]
