"""The root of addresses: the screens, cut by audience, are in forprev.web.urls."""

from django.urls import include, path

urlpatterns = [path("", include("forprev.web.urls"))]
