"""Kick-off meeting, news, statements and papers: what is refused, what happens once, what stays inside."""

import io
import zipfile
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from pypdf import PdfReader

from measures.models import Action, Measure
from projects import paper_documents, tasks
from projects.actions import meeting, news, papers
from projects.models import (
    Card,
    Cause,
    Cluster,
    Evaluation,
    KickoffAction,
    KickoffMeeting,
    MeasureEvaluation,
    MeetingParticipant,
    NewsItem,
    Paper,
    Project,
    Session,
    SessionState,
    Signal,
    Statement,
)
from projects.queries import annex
from projects.staff_news import running_projects
from tests.cast import Other, Zandbak
from tests.projects.scene import find, make_plan, make_project, settle_kickoff
from tests.projects.test_papers_journey import address, staff_page, words, work
from werkdruk.core import jobs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import Job, JobState
from werkdruk.organisations.models import MemberMail

SOON = timezone.localdate() + timedelta(days=7)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


def plan(project: Project, **changes: Any) -> KickoffMeeting:
    wanted = {"version": None, "held_on": SOON, "place": "Zaal 1", **changes}
    return meeting.plan_kickoff_meeting(actor=None, project=project, **wanted)


def close(project: Project) -> None:
    Project.objects.filter(id=project.id).update(closed_at=timezone.now())


# The meeting


def test_a_closed_project_is_read_and_not_changed(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        bea, tim = zandbak.member(zandbak.bea), zandbak.member(zandbak.tim)
        made = plan(project)
        one = meeting.add_participant(actor=None, meeting=made, membership=tim, name="")
        draft = news.write_news(actor=None, project=project, title="Rust", text="Stiller.")
        close(project)
        for act in (
            lambda: plan(project, place="Zaal 2"),
            lambda: meeting.add_participant(actor=None, meeting=made, membership=None, name="Wil"),
            lambda: meeting.remove_participant(actor=None, participant=one),
            lambda: meeting.invite_to_kickoff(actor=None, meeting=made),
            lambda: meeting.record_presence(actor=None, meeting=made, came=[one.id]),
            lambda: meeting.write_minutes(actor=None, meeting=made, version=1, minutes="Zo."),
            lambda: meeting.add_kickoff_action(
                actor=None, project=project, item=None, what="Iets", who=tim, who_name="", due_on=SOON
            ),
            lambda: news.write_news(actor=None, project=project, title="Rust", text="Stiller."),
            lambda: news.change_news(actor=None, news=draft, version=1, title="a", text="b"),
            lambda: news.publish_news(actor=None, news=draft, version=1),
            lambda: news.give_statement(actor=bea, project=project, text="Ik sta erachter."),
        ):
            with pytest.raises(Refused, match=r"afgesloten|closed"):
                act()
        assert Action.objects.count() == Statement.objects.count() == MemberMail.objects.count() == 0
        assert news.withdraw_news(actor=None, news=draft).withdrawn_at is not None


def test_who_was_invited_hears_once_and_again_when_the_meeting_moves(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        made = plan(project)
        meeting.add_participant(actor=None, meeting=made, membership=zandbak.member(zandbak.tim), name="")
        meeting.add_participant(
            actor=None, meeting=made, membership=None, name="Wil", email="wil@advies.example"
        )
        meeting.add_participant(actor=None, meeting=made, membership=None, name="Zonder adres")
        assert meeting.invite_to_kickoff(actor=None, meeting=made) == 2
        with pytest.raises(Refused):
            meeting.invite_to_kickoff(actor=None, meeting=made)
        assert (MemberMail.objects.count(), Job.objects.count()) == (1, 2 - 1)
        same = plan(project, version=1)
        assert (same.version, MemberMail.objects.count()) == (1, 1)
        plan(project, version=1, agenda="Anders")
        assert MemberMail.objects.count() == 1  # another agenda moves nobody
        plan(project, version=2, agenda="Anders", held_on=SOON + timedelta(days=1))
        assert (MemberMail.objects.count(), Job.objects.count()) == (2, 2)
        with pytest.raises(ChangedMeanwhile):
            plan(project, version=1, place="Elders")
        with pytest.raises(Refused):
            plan(project, version=3, starts_at=time(11), ends_at=time(10))


def test_nobody_is_invited_to_a_day_that_has_passed(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        made = plan(project, held_on=date(2020, 1, 1))
        meeting.add_participant(actor=None, meeting=made, membership=zandbak.member(zandbak.tim), name="")
        with pytest.raises(Refused):
            meeting.invite_to_kickoff(actor=None, meeting=made)
        assert MeetingParticipant.objects.filter(invited_at=None).count() == 1


def test_an_action_has_somebody_and_a_day_and_is_made_once(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        tim = zandbak.member(zandbak.tim)
        agree = {"actor": None, "project": project, "item": None, "what": "Rooster", "who_name": ""}
        with pytest.raises(Refused):
            meeting.add_kickoff_action(**agree, who=None, due_on=SOON)
        with pytest.raises(Refused):
            meeting.add_kickoff_action(**agree, who=tim, due_on=None)
        elsewhere = make_project(zandbak, name="Ander project").kickoff_items.first()
        with pytest.raises(Refused):
            meeting.add_kickoff_action(**{**agree, "item": elsewhere}, who=tim, due_on=SOON)
        key = uuid4()
        first = meeting.add_kickoff_action(**agree, who=tim, due_on=SOON, form_key=key)
        again = meeting.add_kickoff_action(**agree, who=tim, due_on=SOON, form_key=key)
        assert first == again
        assert (Action.objects.count(), KickoffAction.objects.count()) == (1, 1)
        assert (first.unit, first.who) == (zandbak.team, tim)


def test_two_who_write_the_minutes_do_not_overwrite_each_other(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    with zandbak.scope():
        plan(project)
    place = address("meeting_minutes", project)
    sign_in(zandbak.fatima).post(place, {"version": 1, "minutes": "Van Fatima"})
    late = sign_in(zandbak.anna).post(place, {"version": 1, "minutes": "Van Anna"})
    assert late.status_code == 400
    assert "Van Fatima" in late.content.decode()
    assert "Van Anna" in late.content.decode()
    with zandbak.scope():
        assert KickoffMeeting.objects.get().minutes == "Van Fatima"


# The big screen


def test_the_screen_gets_what_others_changed_and_leaves_what_is_being_typed(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    anna, fatima, htmx = sign_in(zandbak.anna), sign_in(zandbak.fatima), {"HTTP_HX_REQUEST": "true"}
    changes = address("screen_changes", project)
    page = anna.get(address("meeting_screen", project))
    seen = [row.mark for row in page.context["rows"]]
    seen += [page.context["stands_mark"], page.context["agreed_mark"]]
    for mark in seen:
        assert f'class="seen" name="seen" value="{mark}"' in page.content.decode()
    assert anna.get(changes, {"seen": seen}, **htmx).status_code == 204

    fatima.post(address("kickoff_item", project, item="1a"), {"version": 1, "note": "Van Fatima"})
    fatima.post(address("kickoff_item", project, item="1b"), {"version": 1, "note": "Ook van Fatima"})
    fresh = anna.get(changes, {"seen": seen}, **htmx).content.decode()
    assert fresh.count('hx-swap-oob="true"') == 3  # two lines and the notice above them
    assert '<tr id="item-1a" hx-swap-oob="true">' in fresh
    assert "Van Fatima" in fresh
    assert "autofocus" not in fresh
    # Anna is filling in 1a: its line sends no mark and has another id.
    form = anna.get(f"{address('kickoff_item', project, item='1a')}?screen", **htmx).content.decode()
    assert '<tr id="edit-1a">' in form
    assert 'class="seen"' not in form
    typing = [mark for mark in seen if not mark.startswith("1a:")]
    fresh = anna.get(changes, {"seen": typing}, **htmx).content.decode()
    assert 'id="item-1a"' not in fresh
    assert 'id="item-1b"' in fresh

    with zandbak.scope():
        meeting.add_kickoff_action(
            actor=None,
            project=project,
            item=project.kickoff_items.get(code="2"),
            what="Planning vragen",
            who=zandbak.member(zandbak.tim),
            who_name="",
            due_on=SOON,
        )
    fresh = anna.get(changes, {"seen": seen}, **htmx).content.decode()
    assert fresh.count("Planning vragen") == 2  # at the point and in the list


def test_an_action_is_agreed_in_the_line_by_htmx(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    anna, htmx = sign_in(zandbak.anna), {"HTTP_HX_REQUEST": "true"}
    place = f"{address('kickoff_action_add', project)}?item=1a&screen"
    assert '<tr id="edit-1a">' in anna.get(place, **htmx).content.decode()
    wrong = anna.post(place, {"item": "1a", "what": "Iets", "who": "Tim de Boer"}, **htmx)
    assert wrong.status_code == 422
    sent = {"item": "1a", "what": "Iets", "who": "Tim de Boer", "due_on": SOON.isoformat()}
    done = anna.post(place, sent, **htmx).content.decode()
    assert '<tr id="item-1a">' in done
    assert 'id="agreed" hx-swap-oob="true"' in done
    # A point that is none: an action about no point, and no error of the database.
    assert anna.get(f"{address('kickoff_action_add', project)}?item=%00").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_asks_as_much_for_three_actions_as_for_one(
    zandbak: Zandbak, project: Project, sign_in: Any, count: int
) -> None:
    with zandbak.scope():
        for number in range(count):
            meeting.add_kickoff_action(
                actor=None,
                project=project,
                item=project.kickoff_items.get(code="2"),
                what=f"Actie {number}",
                who=zandbak.member(zandbak.tim),
                who_name="",
                due_on=SOON,
            )
    anna = sign_in(zandbak.anna)
    anna.get(address("meeting_screen", project))
    with CaptureQueriesContext(connection) as asked:
        anna.get(address("meeting_screen", project))
    assert len([one for one in asked if "projects_kickoffaction" in one["sql"]]) == 2


# News and what management says


def test_news_is_plain_names_nobody_and_is_published_as_it_was_read(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        for title, text in (
            ("", "Tekst"),
            ("Titel", " "),
            ("Titel", "Kijk op www.elders.example"),
            ("Titel", "Verborgen \u202e letters"),
            ("Titel", "Met dank aan eva   Bakker."),
        ):
            with pytest.raises(Refused):
                news.write_news(actor=None, project=project, title=title, text=text)
        key = uuid4()
        sent = {"actor": None, "project": project, "title": "Bakker", "text": "Eva heeft gebakken."}
        draft = news.write_news(**sent, form_key=key)
        assert news.write_news(**sent, form_key=key) == draft
        news.change_news(actor=None, news=draft, version=1, title="Rust", text="Stiller.")
        with pytest.raises(ChangedMeanwhile):
            news.publish_news(actor=None, news=draft, version=1)
        shown = news.publish_news(actor=None, news=draft, version=2)
        assert news.publish_news(actor=None, news=draft, version=2).published_at == shown.published_at
        with pytest.raises(Refused):
            news.change_news(actor=None, news=draft, version=3, title="Anders", text="Anders.")
        assert NewsItem.objects.count() == 1
    assert "Stiller." in staff_page(zandbak)
    with zandbak.scope():
        news.withdraw_news(actor=None, news=draft)
        with pytest.raises(Refused):
            news.publish_news(actor=None, news=draft, version=4)
    assert "Stiller." not in staff_page(zandbak)


def test_a_new_statement_comes_in_the_place_of_the_earlier_one(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        bea = zandbak.member(zandbak.bea)
        news.give_statement(actor=bea, project=project, text="Ik sta erachter.")
        news.give_statement(actor=bea, project=project, text="Ik sta erachter.")
        assert Statement.objects.count() == 1
        now = news.give_statement(actor=bea, project=project, text="Ik maak er tijd voor.")
        with pytest.raises(Refused):
            news.give_statement(actor=bea, project=project, text="Zie https://elders.example")
    page = staff_page(zandbak)
    assert "Ik maak er tijd voor." in page
    assert "Ik sta erachter." not in page
    with zandbak.scope():
        news.withdraw_statement(actor=bea, statement=now)
    page = staff_page(zandbak)
    assert "Ik maak er tijd voor." not in page
    assert "Ik sta erachter." not in page  # what was replaced does not come back


def test_what_is_said_of_a_closed_project_is_not_on_the_staff_page(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        draft = news.write_news(actor=None, project=project, title="Rust", text="Stiller.")
        news.publish_news(actor=None, news=draft, version=1)
    assert "Stiller." in staff_page(zandbak)
    with zandbak.scope():
        close(project)
    assert "Stiller." not in staff_page(zandbak)


# Papers


def start(zandbak: Zandbak, project: Project | None, kind: str, form: str = "pdf") -> Job:
    with translation.override("nl"):
        return papers.start_paper(actor=zandbak.member(zandbak.anna), project=project, kind=kind, form=form)


def test_a_double_click_makes_one_paper(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    anna = sign_in(zandbak.anna)
    for _click in range(2):
        anna.post(address("paper_make", project), {"kind": "annex"})
    work(zandbak)
    with zandbak.scope():
        assert list(Paper.objects.values_list("kind", "number", "made_by_name")) == [
            ("annex", 1, "Anna Visser")
        ]
    anna.post(address("paper_make", project), {"kind": "annex", "form": "csv"})
    work(zandbak)
    with zandbak.scope():
        assert list(Paper.objects.order_by("number").values_list("number", "media_type")) == [
            (1, "application/pdf"),
            (2, "text/csv"),
        ]


def test_a_job_that_died_half_way_and_runs_again_makes_one_paper(
    zandbak: Zandbak, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies between the PDF and the ZIP; the second time the PDF that is there stays."""
    with zandbak.scope():
        job = start(zandbak, project, "inspection")
    real, calls = tasks.store_paper, []

    def dies_the_second_time(**said: Any) -> Paper:
        calls.append(said["made"].kind)
        if len(calls) == 2:
            raise ConnectionError
        return real(**said)

    monkeypatch.setattr(tasks, "store_paper", dies_the_second_time)
    with pytest.raises(ConnectionError):
        jobs.run(zandbak.id, job.id)
    with zandbak.scope():
        assert Paper.objects.count() == 0  # both or neither
    jobs.run(zandbak.id, job.id)
    jobs.run(zandbak.id, job.id)
    with zandbak.scope():
        assert Job.objects.get().state == JobState.DONE
        assert sorted(Paper.objects.values_list("kind", "number")) == [
            ("inspection", 1),
            ("inspection_zip", 1),
        ]
        made = papers.Made("inspection", b"anders")
        again = papers.store_paper(project=project, job_id=job.id, made=made, language="nl", made_by_name="")
        assert bytes(again.content).startswith(b"%PDF")
        assert Paper.objects.count() == 2


def test_no_minutes_before_the_meeting_was_held(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        with pytest.raises(Refused):
            start(zandbak, project, "kickoff")
        made = plan(project)
        with pytest.raises(Refused):
            start(zandbak, project, "kickoff")
        meeting.record_presence(actor=None, meeting=made, came=[])
        assert start(zandbak, project, "kickoff").kind == "projects.paper"
        for kind, form in (("inspection_zip", "pdf"), ("iets", "pdf"), ("kickoff", "csv"), ("annex", "exe")):
            with pytest.raises(Refused):
                start(zandbak, project, kind, form)
        with pytest.raises(Refused):
            start(zandbak, None, "inspection")


def flagged(zandbak: Zandbak, project: Project) -> Project:
    """A project with one measure of the statutory plan, and one of another unit outside it."""
    ready = make_plan(zandbak, settle_kickoff(zandbak, project))
    Measure.objects.update(in_statutory_plan=True)
    Measure.objects.create(title="=1+1", unit=zandbak.other_team, in_statutory_plan=True)
    Measure.objects.create(title="Niet erbij", unit=zandbak.other_team)
    return ready


def test_the_annex_of_a_project_and_of_the_organisation(
    zandbak: Zandbak, other: Other, project: Project, sign_in: Any
) -> None:
    with other.scope():
        Measure.objects.create(title="Van Anders", in_statutory_plan=True)
    with zandbak.scope():
        flagged(zandbak, project)
        made = Evaluation.objects.create(project=project)
        MeasureEvaluation.objects.create(
            evaluation=made,
            measure=Measure.objects.get(title="Eén overdracht per dag"),
            noticed="Rust",
            continuation="continue",
        )
        assert [row.measure.title for row in annex.rows(find(project))] == ["Eén overdracht per dag"]
        assert [row.measure.title for row in annex.rows(None)] == ["Eén overdracht per dag", "=1+1"]
        for form in ("pdf", "xlsx", "csv"):
            start(zandbak, None, "annex", form)
    work(zandbak)
    olaf = sign_in(zandbak.olaf)
    page = olaf.get(reverse("projects:annex", args=["zandbak"])).content.decode()
    assert "Eén overdracht per dag" in page
    assert "Niet erbij" not in page
    files = [olaf.get(reverse("projects:annex_paper", args=["zandbak", number])) for number in (1, 2, 3)]
    text = words(files[0].content)
    assert "Eén overdracht per dag" in text
    assert "Formulier maken" in text
    assert "Van Anders" not in text
    sheet = load_workbook(io.BytesIO(files[1].content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [row[0] for row in rows] == ["Maatregel", "Eén overdracht per dag", "'=1+1"]
    assert rows[1][-2:] == ["Rust", "doorgaan"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr"}
    lines = files[2].content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Maatregel;Voor;Wie;")
    assert "'=1+1;KDV De Schelp" in files[2].content.decode("utf-8-sig")
    assert files[2]["Content-Disposition"] == 'attachment; filename="bijlage-plan-van-aanpak-zandbak-v3.csv"'


def test_another_organisation_gets_no_paper_of_ours(
    zandbak: Zandbak, other: Other, project: Project, sign_in: Any
) -> None:
    with zandbak.scope():
        start(zandbak, project, "annex")
        start(zandbak, None, "annex")
    work(zandbak)
    carla = sign_in(other.carla)
    kwargs = {"organisation": "anders", "project": project.id}
    assert carla.get(reverse("projects:papers", kwargs=kwargs)).status_code == 404
    assert (
        carla.get(reverse("projects:paper", kwargs={**kwargs, "kind": "annex", "number": 1})).status_code
        == 404
    )
    assert carla.get(reverse("projects:annex_paper", args=["anders", 1])).status_code == 404
    assert sign_in(zandbak.tim).get(reverse("projects:annex", args=["zandbak"])).status_code == 403


def test_the_inspection_file_shows_what_was_found_and_nothing_of_a_session_that_runs(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        flagged(zandbak, project)
        Signal.objects.create(project=project, source="exit", text="Vertrek om het rooster", seen_on=SOON)
        for title, state in (("Sessie af", SessionState.ENDED), ("Sessie bezig", SessionState.RUNNING)):
            session = Session.objects.create(
                project=project, title=title, state=state, starts_at=timezone.now(), present=7
            )
            cluster = Cluster.objects.create(session=session, side="drainer", title=f"Groep van {title}")
            Card.objects.create(
                session=session,
                side="drainer",
                text=f"Kaart van {title}",
                key=uuid4(),
                number=1,
                cluster=cluster,
            )
            Cause.objects.create(
                project=project, session=session, side="drainer", title=f"Oorzaak van {title}"
            )
        start(zandbak, project, "inspection")
    work(zandbak)
    with zandbak.scope():
        pdf, packed = (
            bytes(Paper.objects.get(kind=kind).content) for kind in ("inspection", "inspection_zip")
        )
    text = words(pdf)
    for part in ("Vertrek om het rooster", "Sessie af", "Groep van Sessie af", "Oorzaak van Sessie af"):
        assert part in text, part
    files = zipfile.ZipFile(io.BytesIO(packed))
    tables = "".join(
        files.read(name).decode("utf-8-sig") for name in files.namelist() if name.endswith("csv")
    )
    assert "Oorzaak van Sessie af" in tables
    for everything in (text, tables):
        for part in ("Kaart van", "Groep van Sessie bezig", "Oorzaak van Sessie bezig"):
            assert part not in everything, part


def test_papers_are_tagged_with_bookmarks_and_page_numbers(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        flagged(zandbak, project)
        made = plan(project)
        meeting.record_presence(actor=None, meeting=made, came=[])
        for kind in ("kickoff", "inspection", "annex"):
            start(zandbak, project, kind)
    work(zandbak)
    with zandbak.scope():
        found = {one.kind: one for one in Paper.objects.filter(media_type="application/pdf")}
    titles = {
        "kickoff": "Verslag van de aftrap: Minder dubbel werk",
        "inspection": "Inspectiedossier: Minder dubbel werk",
        "annex": "Bijlage bij het plan van aanpak (RI&E): Minder dubbel werk",
    }
    for kind, title in titles.items():
        reader = PdfReader(io.BytesIO(bytes(found[kind].content)))
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "nl"
        assert reader.metadata is not None
        assert reader.metadata.title == title
        assert len(reader.outline) >= 3
        assert found[kind].pages == len(reader.pages)
        for number, page in enumerate(reader.pages[1:], start=2):
            assert f"{number} / {len(reader.pages)}" in page.extract_text()


def test_gathering_the_file_takes_as_many_queries_for_three_of_each(
    zandbak: Zandbak, project: Project
) -> None:
    counts = []
    with zandbak.scope():
        flagged(zandbak, project)
        for extra in (1, 2):
            for number in range(extra):
                Signal.objects.create(project=project, source="exit", text="x", seen_on=SOON)
                cause = Cause.objects.create(project=project, side="drainer", title=f"{number}")
                cause.whys.create(number=1, text="want")
                row = Measure.objects.create(title=f"m{extra}{number}", unit=zandbak.team)
                project.project_measures.create(measure=row)
                Action.objects.create(what="a", measure=row, who=zandbak.member(zandbak.tim))
            fresh = find(project)
            with CaptureQueriesContext(connection) as asked:
                paper_documents.inspection_html(fresh, language="nl", made_by="")
                paper_documents.zip_contents(fresh, language="nl")
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_words_without_an_end_and_markup_stay_text_in_all_papers(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        Project.objects.filter(id=project.id).update(name="../../<b>&x</b>/" + "lang" * 30)
        start(zandbak, find(project), "inspection")
    work(zandbak)
    with zandbak.scope():
        packed = Paper.objects.get(kind="inspection_zip")
        assert "<b>&x</b>" in words(bytes(Paper.objects.get(kind="inspection").content))
    names = zipfile.ZipFile(io.BytesIO(bytes(packed.content))).namelist()
    assert [name for name in names if ".." in name or name.startswith("/") or "\\" in name] == []


def test_the_staff_page_asks_as_much_for_three_projects_as_for_one(zandbak: Zandbak) -> None:
    counts = []
    with zandbak.scope():
        bea = zandbak.member(zandbak.bea)
        for extra in (1, 2):
            for number in range(extra):
                made = make_project(zandbak, name=f"{extra}{number}")
                draft = news.write_news(actor=None, project=made, title="Rust", text="Stiller.")
                news.publish_news(actor=None, news=draft, version=1)
                news.give_statement(actor=bea, project=made, text="Ik sta erachter.")
            with CaptureQueriesContext(connection) as asked:
                shown = running_projects()
            counts.append((len(asked), len(shown), sum(len(one.words) for one in shown)))
    assert counts == [(3, 1, 2), (3, 3, 6)]


def test_somebody_is_taken_off_the_list(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    with zandbak.scope():
        made = plan(project)
        one = meeting.add_participant(actor=None, meeting=made, membership=None, name="Wil Adviseur")
    place = address("participant_remove", project, participant=one.id)
    assert "Wil Adviseur" in sign_in(zandbak.anna).get(place).content.decode()
    assert sign_in(zandbak.anna).post(place).url == f"{address('meeting', project)}#people"
    with zandbak.scope():
        assert MeetingParticipant.objects.count() == 0
