"""The living style page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkdruk.core.access import signed_in


@signed_in
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "style/style.html")
