"""Who may open which page of policy."""

from tests.routing import Route

ROUTES: list[Route] = []
