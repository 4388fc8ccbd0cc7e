"""What papers are called in the name of a file."""

from django.utils.translation import override, pgettext

from projects.models import PaperKind


def file_word(kind: str, language: str) -> str:
    """The first part of the name of a file: ``inspectiedossier``."""
    with override(language):
        return {
            PaperKind.KICKOFF: pgettext("file name", "minutes-of-kick-off"),
            PaperKind.INSPECTION: pgettext("file name", "inspection-file"),
            PaperKind.INSPECTION_ZIP: pgettext("file name", "inspection-file"),
            PaperKind.ANNEX: pgettext("file name", "annex-statutory-plan"),
        }[PaperKind(kind)]
