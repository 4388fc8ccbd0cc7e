"""The living style page: every component in every state, with invented content. Debug only."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row, Submit
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkdruk.core.access import signed_in

PAGES = {
    "": "style/style.html",
    "project": "style/project.html",
    "form": "style/form.html",
    "confirm": "style/confirm.html",
    "survey": "style/survey.html",
    "empty": "style/empty.html",
    "400": "400.html",
    "403": "403.html",
    "404": "404.html",
    "500": "500.html",
    "csrf": "403_csrf.html",
}


class SampleForm(forms.Form):
    """One field of every kind that the product uses."""

    name = forms.CharField(
        label="Naam van het project", max_length=80, help_text="Kort, zoals mensen het noemen."
    )
    goal = forms.CharField(
        label="Doel",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wat merken mensen als het is gelukt?",
    )
    approach = forms.ChoiceField(
        label="Aanpak",
        choices=[("small", "Klein: binnen een paar weken klaar"), ("large", "Groot: met een projectleider")],
        widget=forms.RadioSelect,
    )
    units = forms.MultipleChoiceField(
        label="Teams die meedoen",
        choices=[
            ("Regio Noord", [("1", "BSO De Boomhut"), ("2", "KDV De Schelp")]),
            ("Regio Zuid", [("3", "BSO Het Kompas")]),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Kies je niets, dan doet de hele organisatie mee.",
    )
    leader = forms.ChoiceField(label="Projectleider", choices=[("", "–"), ("f", "Fatima El Amrani")])
    start = forms.DateField(label="Begin", widget=forms.DateInput(attrs={"type": "date"}))
    people = forms.IntegerField(label="Aantal mensen", required=False, min_value=1)
    file = forms.FileField(
        label="Personeelsbestand", required=False, help_text="CSV of Excel, hoogstens 10 MB."
    )
    tell = forms.BooleanField(label="Laat de ondernemingsraad weten dat dit project begint", required=False)
    code = forms.CharField(label="Code", disabled=True, required=False, initial="ZB-2026-04")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("Waar het over gaat", "name", "goal", "approach"),
            Fieldset("Wie en wanneer", "units", "leader", Row("start", "people"), "file", "tell", "code"),
        )
        self.helper.add_input(Submit("submit", "Start het project"))
        self.helper.add_input(Submit("draft", "Bewaar als concept", css_class="quiet"))


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name, for pages that ask for one."""

    name: str
    user: Any = None
    role_labels: str = ""


def _menu() -> list[dict[str, Any]]:
    lines = [
        ("Vandaag", "house", 0),
        ("Projecten", "route", 0),
        ("Meting", "chart-line", 0),
        ("Maandbespreking", "messages-square", 1),
        ("Maatregelen", "list-checks", 3),
        ("Beleid", "scroll-text", 0),
        ("Organisatie", "building-2", 0),
    ]
    return [
        {"label": label, "url": "#main", "icon": icon, "current": icon == "route", "count": count}
        for label, icon, count in lines
    ]


def _path() -> list[dict[str, Any]]:
    words = [
        "Signaleren",
        "Inzicht verdiepen",
        "Maatregelen bedenken",
        "Invoeren",
        "Evalueren",
        "Beleid",
        "Blijven doen",
    ]
    states = ["done", "skipped", "done", "now", "todo", "todo", "todo"]
    return [
        {"number": number, "label": word, "state": state, "url": "#main" if state in {"done", "now"} else ""}
        for number, (word, state) in enumerate(zip(words, states, strict=True), start=1)
    ]


def _samples(request: HttpRequest) -> dict[str, Any]:
    paginator = Paginator(range(60), 20)
    return {
        "organisation": Named("Kinderopvang De Zandbak"),
        "member": Named("", user=Named("Anna Visser"), role_labels="HR"),
        "nav_items": _menu(),
        "steps": _path(),
        "page_obj": paginator.page(2),
        "form": SampleForm(initial={"approach": "small", "tell": True}),
        "refused_form": SampleForm({"goal": "Minder dubbel werk"}, auto_id="refused_%s"),
        "todo": [
            {
                "title": "Maandbespreking oktober",
                "text": "Olaf (OR) heeft twee punten toegevoegd. Het gesprek is donderdag om 10.00 uur.",
                "url": "#main",
                "action": "Open",
                "kind": "give",
            },
            {
                "title": "Terugkoppeling september",
                "text": "Nog 4 dagen. Bea heeft al akkoord gegeven.",
                "url": "#main",
                "action": "Lees en geef akkoord",
                "kind": "act",
                "primary": True,
            },
            {
                "title": "Pauzes met vaste vervanger zit vast bij BSO De Boomhut",
                "text": "Tim: “Op vrijdag is er niemand om over te nemen.” Sinds 6 dagen.",
                "url": "#main",
                "action": "Bekijk",
                "kind": "drain",
            },
        ],
        "checklist": [
            {"label": "Vul het profiel van je organisatie in", "done": True},
            {"label": "Lees je medewerkers in", "done": True, "text": "312 medewerkers in 30 teams"},
            {"label": "Nodig de ondernemingsraad uit", "done": False, "url": "#main"},
            {"label": "Leg de afspraken over de meting vast", "done": False, "url": "#main"},
        ],
        "facts": [
            ("Projectleider", "Fatima El Amrani"),
            ("Aanpak", "Groot, hele organisatie"),
            ("Aanspreekpunten", "in 11 van 12 locaties"),
            ("Begonnen", "12 november 2026"),
        ],
        "tabs": [
            {"label": "Overzicht", "url": "#main", "current": True},
            {"label": "Aftrap", "url": "#main", "count": 3},
            {"label": "Teamplannen", "url": "#main"},
            {"label": "Tijdlijn", "url": "#main"},
        ],
        "kickoff": [
            (
                "1a",
                "De doelen zijn concreet en haalbaar met de mensen en middelen die er zijn",
                "Anna Visser",
                "12 nov",
                True,
            ),
            ("1b", "De directie staat achter de doelen", "Bea Smit", "12 nov", True),
            ("1c", "De ondernemingsraad staat achter de doelen", "Olaf Jansen", "19 nov", True),
            ("1d", "Medewerkers herkennen zich in de doelen", "Fatima El Amrani", "26 nov", False),
        ],
        "statements": [
            "Ik krijg mijn werk af binnen mijn werktijd.",
            "Als het druk is, kan ik zelf kiezen wat eerst komt en wat kan wachten.",
        ],
        "answers": [
            "Helemaal oneens",
            "Oneens",
            "Niet oneens, niet eens",
            "Eens",
            "Helemaal eens",
            "Liever niet / niet van toepassing",
        ],
        "request_path": request.path,
    }


@signed_in
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?page=` shows the other kinds of page."""
    page = request.GET.get("page", "")
    if page == "":
        messages.success(request, "De ronde van december is gepland. 25 collega's krijgen een mail.")
        messages.info(request, "De cijfers van oktober zijn er, voor jou en voor de OR tegelijk.")
        messages.warning(request, "Twee locaties hebben nog geen aanspreekpunt.")
        messages.error(request, "Het bestand is niet ingelezen: de kolom met e-mailadressen ontbreekt.")
    return render(request, PAGES.get(page, PAGES[""]), _samples(request))
