"""Who may open which page of surveys."""

from tests.routing import Route

ROUTES: list[Route] = []
