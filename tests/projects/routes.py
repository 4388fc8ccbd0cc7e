"""Who may open which page of projects."""

from tests.routing import Route

ROUTES: list[Route] = []
