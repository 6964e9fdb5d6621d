"""Every address of the screens, French and stable: tests, mails and bookmarks rely on them."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
