"""The themes of our question bank, in the order in which they are listed."""

BANK_THEMES = (
    "taakeisen",
    "regelmogelijkheden",
    "steun collega's",
    "steun leiding",
    "rolduidelijkheid",
    "herstel",
    "werk-privé",
    "werkplezier",
    "werkdrukbalans",
    "mentaal",
    "emotioneel",
    "roosters",
    "bezetting",
    "administratie",
    "hulpmiddelen",
    "energiebronnen",
    "verandering",
    "vertrouwen",
    "energie",
)
