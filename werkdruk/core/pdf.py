"""Laying out a document as a tagged PDF."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

STATIC = Path(settings.STATICFILES_DIRS[0]).resolve()


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished document: its bytes and number of pages."""

    content: bytes
    pages: int


def to_pdf(html: str) -> Pdf:
    """Lay out `html` as PDF/UA-1: tagged, with bookmarks; only our own style sheets and fonts are read."""
    from weasyprint import HTML  # takes a second and native libraries: nobody else pays for it

    options = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}
    document = HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=_own_files()).render(**options)
    return Pdf(content=document.write_pdf(**options), pages=len(document.pages))


def is_own_file(url: str) -> bool:
    """Whether `url` is a file below our static folder: the only thing a document may read."""
    from weasyprint.urls import URLFetcherResponse  # as above

    path_of = URLFetcherResponse(url).path
    return path_of is not None and Path(path_of).resolve().is_relative_to(STATIC)


@cache
def _own_files() -> Any:
    from weasyprint.urls import URLFetcher  # as above

    class OwnFiles(URLFetcher):
        """Reads our own static files and nothing else: no network, no other file of the machine."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if not is_own_file(url):
                raise ValueError("A document reads our own static files only.")
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols=["file"])
