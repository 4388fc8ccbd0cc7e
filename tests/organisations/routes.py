"""Who may open which page of the organisation."""

from tests.routing import EVERYONE, Route

ROUTES = [Route("start", EVERYONE)]
