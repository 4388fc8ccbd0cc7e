"""Pages of the policy; each is below /o/<organisation>/policy/."""

from django.urls import path

from policy import views

app_name = "policy"

urlpatterns = [
    path("", views.policy, name="policy"),
    path("write/<slug:chapter_key>/", views.chapter_write, name="chapter_write"),
    path("save/", views.version_save, name="version_save"),
    path("versions/", views.version_list, name="version_list"),
    path("versions/<int:number>/", views.version, name="version"),
    path("compare/", views.compare, name="compare"),
]
