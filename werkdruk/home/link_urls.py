"""Links in mail to members; each is below /mail/<organisation>/."""

from django.urls import path

from werkdruk.home import link_views

urlpatterns = [
    path("<str:token>/no-more/", link_views.digest_stop, name="digest_stop"),
    path("<str:token>/<slug:state>/", link_views.action_by_mail, name="action_by_mail"),
]
