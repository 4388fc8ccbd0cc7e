"""The kick-off as a meeting, news, and papers: one journey through HTTP, read back as PDF and ZIP."""

import io
import zipfile
from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from measures.models import Action, Measure
from projects.models import KickoffAction, KickoffMeeting, NewsItem, Paper, Project
from surveys.actions.staff_page import ensure_staff_page
from tests.cast import Zandbak
from tests.projects.scene import item, make_plan, make_project, settle_kickoff
from werkdruk.core import jobs
from werkdruk.core.models import Job, JobState
from werkdruk.organisations.actions.mails import send_member_mail


def address(name: str, project: Project, **more: Any) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", "project": project.id, **more})


def work(zandbak: Zandbak) -> None:
    """Let the worker do what waits."""
    with zandbak.scope():
        waiting = list(Job.objects.filter(state=JobState.WAITING).order_by("created_at"))
    for job in waiting:
        jobs.run(zandbak.id, job.id)
    with zandbak.scope():
        assert list(Job.objects.exclude(state=JobState.DONE).values_list("kind", "error")) == []


def words(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def staff_page(zandbak: Zandbak) -> str:
    with zandbak.scope():
        token = ensure_staff_page().token
    return Client().get(f"/s/zandbak/page/{token}/").content.decode()


def test_from_planning_the_kickoff_to_the_inspection_file(zandbak: Zandbak, sign_in: Any) -> None:
    anna, bea, tim = (sign_in(one) for one in (zandbak.anna, zandbak.bea, zandbak.tim))
    with zandbak.scope():
        project = make_project(zandbak)
    day = timezone.localdate() + timedelta(days=5)

    # Plan: the agenda is there to start from.
    page = anna.get(address("meeting_plan", project)).content.decode()
    assert "Waarom dit project" in page
    sent = {
        "held_on": day.isoformat(),
        "starts_at": "10:00",
        "ends_at": "11:00",
        "place": "De Bibliotheek",
        "agenda": "1. Doelen\n2. Wie doet wat",
    }
    assert anna.post(address("meeting_plan", project), sent).url == address("meeting", project)

    # Ask people: a member and a guest.
    add = address("participant_add", project)
    anna.post(add, {"name": "Tim de Boer", "speaks_for": "staff"})
    anna.post(add, {"name": "Wil Adviseur", "email": "wil@advies.example", "speaks_for": "management"})
    anna.post(add, {"name": "Wil Adviseur", "email": "wil@advies.example"})
    anna.post(address("meeting_invite", project))
    send_member_mail(zandbak.id)
    work(zandbak)
    assert [one.to for one in mail.outbox] == [["tim@zandbak.example"], ["wil@advies.example"]]
    calendars = [part.get_content() for one in mail.outbox for part in one.attachments]
    for file in calendars:
        assert f"DTSTART;TZID=Europe/Amsterdam:{day:%Y%m%d}T100000" in file
        assert "LOCATION:De Bibliotheek" in file
    assert "/projects/" in mail.outbox[0].body
    assert "/projects/" not in mail.outbox[1].body  # a guest cannot open it

    # On the big screen: fill in a point, two actions, a position.
    screen = anna.get(address("meeting_screen", project)).content.decode()
    assert "<nav" not in screen
    assert "De doelen zijn concreet" in screen
    filled = anna.post(
        f"{address('kickoff_item', project, item='1a')}?screen",
        {"version": 1, "who_name": "Tim de Boer", "ready_on": day.isoformat(), "note": "Eén doel is genoeg"},
    )
    assert filled.url == f"{address('meeting_screen', project)}#item-1a"
    agree = f"{address('kickoff_action_add', project)}?item=2&screen"
    anna.post(
        agree, {"item": "2", "what": "Planning vragen", "who": "Tim de Boer", "due_on": day.isoformat()}
    )
    anna.post(agree, {"item": "", "what": "Zaal regelen", "who": "Eva Bakker", "due_on": day.isoformat()})
    with zandbak.scope():
        found = list(KickoffAction.objects.order_by("action__what").values_list("action__what", "item__code"))
        assert found == [("Planning vragen", "2"), ("Zaal regelen", None)]
    own = tim.get(reverse("measures:action_list", args=["zandbak"])).content.decode()
    assert "Planning vragen" in own
    assert (
        bea.post(
            f"{address('stand', project, party='management')}?screen",
            {"position": "behind", "remark": "Met een halve dag per week"},
        ).url
        == f"{address('meeting_screen', project)}#stands"
    )
    assert "Planning vragen" in anna.get(address("kickoff", project)).content.decode()

    # Who came, what was said, the minutes.
    with zandbak.scope():
        meeting = KickoffMeeting.objects.get()
        came = str(meeting.participants.get(name="Tim de Boer").id)
    anna.post(address("meeting_present", project), {"came": [came]})
    anna.post(
        address("meeting_minutes", project),
        {"version": meeting.version, "minutes": "We beginnen met de overdracht."},
    )
    anna.post(f"{address('paper_make', project)}?meeting", {"kind": "kickoff"})
    work(zandbak)
    made = anna.get(address("paper", project, kind="kickoff", number=1))
    assert made["Content-Disposition"] == ('attachment; filename="verslag-aftrap-minder-dubbel-werk-v1.pdf"')
    text = words(made.content)
    for part in (
        "Verslag van de aftrap",
        "De Bibliotheek",
        "1. Doelen",
        "Tim de Boer (Medewerkers)",
        "Wil Adviseur (Directie)",
        "Eén doel is genoeg",
        "Planning vragen",
        "Zaal regelen",
        "Met een halve dag per week",
        "We beginnen met de overdracht.",
    ):
        assert part in text, part

    # News and a statement, on the page for all staff.
    anna.post(address("news_add", project), {"title": "We zijn begonnen", "text": "Eerst de overdracht."})
    assert "We zijn begonnen" not in staff_page(zandbak)
    with zandbak.scope():
        news = NewsItem.objects.get()
    anna.post(address("news_publish", project, news=news.id), {"version": news.version})
    bea.post(address("statement", project), {"text": "Ik maak er tijd voor vrij."})
    shown = staff_page(zandbak)
    assert "We zijn begonnen" in shown
    assert "Eerst de overdracht." in shown
    assert "Ik maak er tijd voor vrij." in shown
    assert "Ik maak er tijd voor vrij." in anna.get(address("project", project)).content.decode()

    # The inspection file as PDF and as ZIP.
    with zandbak.scope():
        make_plan(zandbak, settle_kickoff(zandbak, project))
        Measure.objects.update(in_statutory_plan=True)
    anna.post(address("paper_make", project), {"kind": "inspection"})
    work(zandbak)
    text = words(anna.get(address("paper", project, kind="inspection", number=1)).content)
    for part in (
        "Inspectiedossier",
        "Er zijn in dit project nog geen signalen opgeschreven.",
        "Eén overdracht per dag",
        "Formulier maken",
        "Planning vragen",
        "We zijn begonnen",
        "Ik maak er tijd voor vrij.",
        "Dit project is nog niet geëvalueerd.",
    ):
        assert part in text, part
    packed = zipfile.ZipFile(
        io.BytesIO(anna.get(address("paper", project, kind="inspection_zip", number=1)).content)
    )
    assert packed.testzip() is None
    names = packed.namelist()
    assert names[:2] == ["LEESMIJ-README.txt", "inspectiedossier.pdf"]
    assert "stukken/verslag-aftrap-v1.pdf" in names
    assert packed.read("inspectiedossier.pdf").startswith(b"%PDF")
    assert "tabellen/maatregelen.csv" in names, names
    measures = packed.read("tabellen/maatregelen.csv").decode("utf-8-sig").splitlines()
    assert measures[1].startswith("1;Eén overdracht per dag;BSO De Boomhut;Tim de Boer;")
    readme = packed.read("LEESMIJ-README.txt").decode("utf-8-sig")
    assert "Wat hierin zit" in readme
    assert "What is in here" in readme
    with zandbak.scope():
        assert Paper.objects.count() == 3
        assert item(project, "1a").note == "Eén doel is genoeg"
        assert Action.objects.filter(what="Planning vragen").get().who == zandbak.member(zandbak.tim)
