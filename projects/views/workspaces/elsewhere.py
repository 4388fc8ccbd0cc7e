"""Work of a step that is done on a page of the menu."""

from django.urls import reverse

from werkdruk.core import navigation
from werkdruk.organisations.requests import MemberRequest


def menu_page(request: MemberRequest, name: str) -> str:
    """The address of the menu's page `name`, empty when this member does not have it."""
    target = f"{reverse('start', args=[request.organisation.slug])}{name}/"
    menu = navigation.items(request, request.organisation, request.member)
    return target if target in {item.url for item in menu} else ""
