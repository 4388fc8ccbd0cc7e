"""The page on which participants weigh measures by phone; below /w/<organisation>/."""

from django.urls import path

from projects.views import weighing_phone

app_name = "weigh"

urlpatterns = [path("<slug:token>/", weighing_phone.phone, name="phone")]
