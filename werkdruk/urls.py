"""Every address: people who sign in below /o/<organisation>/, links without a sign-in below /s/, /b/, /w/ and /p/."""

from django.conf import settings
from django.urls import include, path

from werkdruk.accounts.views import language_choose
from werkdruk.core.style import style_page
from werkdruk.home import views as home

urlpatterns = [
    # First, because by far the most people come here.
    path("s/<slug:organisation>/", include("surveys.answer_urls")),
    path("p/<slug:organisation>/", include("projects.poll_urls")),
    path("w/<slug:organisation>/", include("projects.weighing_urls")),
    path("s/<slug:organisation>/", include("projects.answer_urls")),
    path("b/<slug:organisation>/", include("projects.board_urls")),
    path("", home.home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("account/", include("werkdruk.accounts.urls")),
    path("language/", language_choose, name="set_language"),
    path("health/", home.health, name="health"),
    path("join/", include("werkdruk.organisations.join_urls")),
    path("mail/<slug:organisation>/", include("werkdruk.home.link_urls")),
    path("calendar/<slug:organisation>/", include("projects.feed_urls")),
    path("o/<slug:organisation>/", home.start, name="start"),
    path("o/<slug:organisation>/", include("werkdruk.organisations.urls")),
    path("o/<slug:organisation>/measures/", include("measures.urls")),
    path("o/<slug:organisation>/policy/", include("policy.urls")),
    path("o/<slug:organisation>/surveys/", include("surveys.urls")),
    path("o/<slug:organisation>/projects/", include("projects.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("dev/style/", style_page, name="style")]
if settings.DEMO:
    urlpatterns += [path("dev/mail/", include("werkdruk.home.mail_urls"))]
