"""Who may open which page of measures."""

from tests.routing import Route

ROUTES: list[Route] = []
