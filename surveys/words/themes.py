"""The themes of the question bank in the language of the page; an organisation's own theme stays as written."""

from django.utils.translation import pgettext_lazy

_LABELS = {
    "taakeisen": pgettext_lazy("theme", "Demands"),
    "regelmogelijkheden": pgettext_lazy("theme", "Control"),
    "steun collega's": pgettext_lazy("theme", "Support from colleagues"),
    "steun leiding": pgettext_lazy("theme", "Support from managers"),
    "rolduidelijkheid": pgettext_lazy("theme", "Clear role"),
    "herstel": pgettext_lazy("theme", "Recovery"),
    "werk-privé": pgettext_lazy("theme", "Work and private life"),
    "werkplezier": pgettext_lazy("theme", "Enjoyment"),
    "werkdrukbalans": pgettext_lazy("theme", "Workload balance"),
    "mentaal": pgettext_lazy("theme", "Mental load"),
    "emotioneel": pgettext_lazy("theme", "Emotional load"),
    "roosters": pgettext_lazy("theme", "Schedules"),
    "bezetting": pgettext_lazy("theme", "Staffing"),
    "administratie": pgettext_lazy("theme", "Administration"),
    "hulpmiddelen": pgettext_lazy("theme", "Tools"),
    "energiebronnen": pgettext_lazy("theme", "What gives energy"),
    "verandering": pgettext_lazy("theme", "Change"),
    "vertrouwen": pgettext_lazy("theme", "Trust"),
    "energie": pgettext_lazy("theme", "Energy"),
}


def theme_label(theme: str) -> str:
    """The theme as it is called on a page."""
    return str(_LABELS.get(theme, theme[:1].upper() + theme[1:]))
