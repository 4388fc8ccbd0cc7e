"""The themes of the question bank in the language of the page; an organisation's own theme stays as written."""

from django.utils.translation import gettext_lazy as _

_LABELS = {
    "taakeisen": _("Demands"),
    "regelmogelijkheden": _("Control"),
    "steun collega's": _("Support from colleagues"),
    "steun leiding": _("Support from managers"),
    "rolduidelijkheid": _("Clear role"),
    "herstel": _("Recovery"),
    "werk-privé": _("Work and private life"),
    "werkplezier": _("Enjoyment"),
    "werkdrukbalans": _("Workload balance"),
    "mentaal": _("Mental load"),
    "emotioneel": _("Emotional load"),
    "roosters": _("Schedules"),
    "bezetting": _("Staffing"),
    "administratie": _("Administration"),
    "hulpmiddelen": _("Tools"),
    "energiebronnen": _("What gives energy"),
    "verandering": _("Change"),
    "vertrouwen": _("Trust"),
    "energie": _("Energy"),
}


def theme_label(theme: str) -> str:
    """The theme as it is called on a page."""
    return str(_LABELS.get(theme, theme[:1].upper() + theme[1:]))
