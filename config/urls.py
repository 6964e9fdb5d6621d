"""The root of addresses: the screens, cut by audience, are in forprev.web.urls."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("", include("forprev.web.urls"))]
if not settings.PRODUCTION:
    urlpatterns.append(path("", include("forprev.demo.urls")))
