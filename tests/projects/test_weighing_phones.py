"""Weighing by phone: no sign-in, one mark a phone, results only after closing and from three phones on."""

import re
import threading
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from projects import actions
from projects.actions.weighing import PhoneMarks
from projects.models import Involvement, Project, Proposal, Seat, Session, Weighing
from projects.queries import proposals as reads
from tests.cast import Other, Zandbak, make_zandbak
from tests.projects.scene import make_project, settle_kickoff
from tests.projects.weighing import fresh, put_forward, weighed
from werkdruk.core.errors import Refused

SECRET = "geheim-van-een-telefoon-{:03}"


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return settle_kickoff(zandbak, make_project(zandbak))


@pytest.fixture
def proposals(zandbak: Zandbak, project: Project) -> list[Proposal]:
    with zandbak.scope():
        return [put_forward(zandbak, project, title) for title in ("Een", "Twee", "Drie")]


@pytest.fixture
def session(zandbak: Zandbak, project: Project, proposals: list[Proposal], sign_in: Any) -> Session:
    sign_in(zandbak.anna).post(address("weighing_begin", project))
    with zandbak.scope():
        return Session.objects.select_related("project").get()


def address(name: str, project: Project, **kwargs: Any) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", "project": project.id, **kwargs})


def phone_url(session: Session, slug: str = "zandbak") -> str:
    return f"/w/{slug}/{session.token}/"


def seat_in(page: Any) -> str:
    """The secret that a page holds."""
    found = re.search(r'name="seat" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found.group(1)


def sheet(seat: str, marks: dict[Any, tuple[Any, Any]], dots: tuple[Proposal, ...] = ()) -> dict[str, Any]:
    """What a phone sends."""
    data: dict[str, Any] = {"seat": seat}
    for proposal, (impact, effort) in marks.items():
        data |= {f"impact-{proposal.id}": impact, f"effort-{proposal.id}": effort}
    return data | {f"dot-{proposal.id}": "1" for proposal in dots}


def rows(zandbak: Zandbak) -> list[tuple[str, int, int]]:
    with zandbak.scope():
        found = Weighing.objects.order_by("proposal__created_at")
        return [(row.proposal.title, row.impact, row.effort) for row in found.select_related("proposal")]


def test_a_phone_weighs_changes_its_mind_and_counts_once(
    zandbak: Zandbak, session: Session, proposals: list[Proposal]
) -> None:
    one, two, _three = proposals
    phone = Client()
    page = phone.get(phone_url(session))
    assert (page.status_code, dict(page.cookies), page["Cache-Control"]) == (200, {}, "no-store, private")
    assert (page["Referrer-Policy"], "'self'" in page["Content-Security-Policy"]) == ("no-referrer", True)
    with zandbak.scope():
        assert Seat.objects.count() == 0  # looking changes nothing
    seat = seat_in(page)
    done = phone.post(phone_url(session), sheet(seat, {one: (5, 2), two: (1, 1)}, dots=(one,)))
    assert (done.status_code, seat_in(done), dict(done.cookies)) == (200, seat, {})
    assert "Je cijfers voor 2 maatregelen zijn binnen." in done.content.decode()
    assert done.content.decode().count(" checked") == 5
    again = phone.post(phone_url(session), sheet(seat, {one: (4, 3), two: ("", "")}))
    assert again.status_code == 200
    assert rows(zandbak) == [("Een", 4, 3)]
    with zandbak.scope():
        assert Seat.objects.count() == 1


def test_the_page_speaks_english(session: Session) -> None:
    page = Client().get(f"{phone_url(session)}?lang=en").content.decode()
    assert "Impact: how much does it help?" in page


@pytest.mark.parametrize("pair", [(0, 3), (6, 1), (3, ""), ("", 3), ("x", 3), ("3.5", 3)])
def test_a_sheet_with_half_a_mark_is_not_stored_and_kept_on_the_page(
    zandbak: Zandbak, session: Session, proposals: list[Proposal], pair: tuple[Any, Any]
) -> None:
    phone = Client()
    seat = seat_in(phone.get(phone_url(session)))
    refused = phone.post(phone_url(session), sheet(seat, {proposals[0]: pair, proposals[1]: (4, 4)}))
    assert refused.status_code == 422
    assert seat_in(refused) == seat
    assert f'name="impact-{proposals[1].id}" value="4" checked' in refused.content.decode()
    assert rows(zandbak) == []


def test_more_dots_than_one_has_are_refused(
    zandbak: Zandbak, session: Session, proposals: list[Proposal]
) -> None:
    with zandbak.scope():
        Session.objects.update(dots_each=2)
    phone = Client()
    seat = seat_in(phone.get(phone_url(session)))
    full = dict.fromkeys(proposals, (3, 3))
    assert phone.post(phone_url(session), sheet(seat, full, tuple(proposals))).status_code == 422
    with zandbak.scope(), pytest.raises(Refused):
        actions.store_marks(
            session=session,
            secret=SECRET.format(1),
            sheet={proposal.id: PhoneMarks(3, 3, True) for proposal in proposals},
        )
    assert rows(zandbak) == []
    assert phone.post(phone_url(session), sheet(seat, full, tuple(proposals[:2]))).status_code == 200


def test_a_sheet_without_a_seat_or_too_large_is_refused(
    zandbak: Zandbak, session: Session, proposals: list[Proposal]
) -> None:
    for seat in ("", "kort", "x" * 65, "é" * 30):
        assert Client().post(phone_url(session), sheet(seat, {proposals[0]: (3, 3)})).status_code == 422
    assert Client().post(phone_url(session), {"seat": "x" * 70_000}).status_code == 413
    assert rows(zandbak) == []


def test_results_come_after_closing_and_from_three_phones_on(
    zandbak: Zandbak, project: Project, session: Session, proposals: list[Proposal], sign_in: Any
) -> None:
    one, two, three = proposals
    given = [
        ({one: (5, 1), two: (4, 4)}, (one,)),
        ({one: (4, 2), two: (4, 4)}, (one, two)),
        ({one: (4, 1)}, ()),
        ({three: (2, 2)}, (three,)),
    ]
    for number, (marks, dots) in enumerate(given):
        done = Client().post(phone_url(session), sheet(SECRET.format(number), marks, dots))
        assert done.status_code == 200
    anna = sign_in(zandbak.anna)
    screen = anna.get(address("weighing_screen", project, session=session.id))
    assert screen.context["progress"] == reads.Progress(4, [("Een", 3), ("Twee", 2), ("Drie", 1)])
    live = anna.get(address("weighing_progress", project, session=session.id)).content.decode()
    assert ("<strong>4</strong>" in live, "hx-trigger" in live) == (True, True)
    page = anna.get(address("proposals", project))
    assert (page.context["weighed"], len(page.context["unweighed"])) == ([], 3)

    close = address("weighing_close", project, session=session.id)
    assert anna.post(close).url == address("proposals", project)
    anna.post(close)
    with zandbak.scope():
        results = [
            (row.title, row.staff_impact, row.staff_effort, row.staff_phones, row.dots)
            for row in map(fresh, proposals)
        ]
        assert (Seat.objects.count(), Weighing.objects.count()) == (0, 0)
        involved = Involvement.objects.select_related("step").get()
        session.refresh_from_db()
    assert results == [
        ("Een", Decimal("4.5"), Decimal("1.5"), 3, 2),
        ("Twee", None, None, None, 0),
        ("Drie", None, None, None, 0),
    ]
    assert (session.state, session.present) == ("ended", 4)
    assert (involved.step.number, involved.who) == (3, "4 deelnemers")
    page = anna.get(address("proposals", project))
    assert [row.place_name for row in page.context["weighed"]] == ["Snelle winst"]
    assert anna.get(address("weighing_screen", project, session=session.id)).context["progress"] is None


def test_after_closing_a_phone_can_send_nothing_more(
    zandbak: Zandbak, project: Project, session: Session, proposals: list[Proposal]
) -> None:
    with zandbak.scope():
        actions.close_weighing(actor=None, session=session)
    late = Client().post(phone_url(session), sheet(SECRET.format(1), {proposals[0]: (3, 3)}))
    assert late.status_code == 410
    with zandbak.scope():
        with pytest.raises(Refused):
            actions.store_marks(session=session, secret=SECRET.format(1), sheet={})
        assert (Weighing.objects.count(), fresh(proposals[0]).staff_weighed_at) == (0, None)


def test_by_hand_waits_until_the_phones_are_closed(
    zandbak: Zandbak, project: Project, session: Session, proposals: list[Proposal], sign_in: Any
) -> None:
    url = address("proposal_weigh", project, proposal=proposals[0].id)
    anna = sign_in(zandbak.anna)
    assert anna.post(url, {"version": 1, "impact": 3, "effort": 3}).status_code == 400
    with zandbak.scope():
        assert fresh(proposals[0]).staff_weighed_at is None
        actions.close_weighing(actor=None, session=session)
    assert anna.post(url, {"version": 1, "impact": 3, "effort": 3}).status_code == 302


def test_what_the_manager_weighed_is_not_on_the_sheet(
    zandbak: Zandbak, project: Project, proposals: list[Proposal]
) -> None:
    with zandbak.scope():
        first = weighed(zandbak, proposals[0], 3, 3)
        actions.weigh_as_manager(actor=None, proposal=first, version=2, impact=3, effort=3)
        actions.put_off_proposal(actor=None, proposal=proposals[1], reason="Later")
        session = actions.begin_weighing(actor=None, project=project)
        actions.store_marks(
            session=session,
            secret=SECRET.format(1),
            sheet={proposal.id: PhoneMarks(5, 5) for proposal in proposals},
        )
    assert rows(zandbak) == [("Drie", 5, 5)]


def test_a_weighing_begins_once_and_only_with_something_to_weigh(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    anna = sign_in(zandbak.anna)
    anna.post(address("weighing_begin", project))
    with zandbak.scope():
        assert Session.objects.count() == 0
        put_forward(zandbak, project)
    urls = {anna.post(address("weighing_begin", project)).url for _time in range(2)}
    with zandbak.scope():
        assert urls == {address("weighing_screen", project, session=Session.objects.get().id)}


def test_a_planned_weighing_is_opened_on_its_screen(
    zandbak: Zandbak, project: Project, proposals: list[Proposal], sign_in: Any
) -> None:
    with zandbak.scope():
        planned = Session.objects.create(
            project=project,
            kind="weighing",
            title="Donderdag",
            starts_at="2026-12-03T10:00:00Z",
            token="abc-123",
        )
    early = Client().get(phone_url(planned)).content.decode()
    assert "nog niet begonnen" in early
    sign_in(zandbak.fatima).post(address("weighing_open", project, session=planned.id))
    with zandbak.scope():
        planned.refresh_from_db()
    assert (planned.state, planned.token) == ("running", "abc-123")
    assert Client().get(phone_url(planned)).context["rows"][0]["proposal"] == proposals[0]


def test_another_organisation_or_a_wrong_address_finds_nothing(
    zandbak: Zandbak, other: Other, session: Session, sign_in: Any, project: Project
) -> None:
    for url in (phone_url(session, "anders"), "/w/zandbak/fout/", "/w/niemand/fout/"):
        for answer in (Client().get(url), Client().post(url, {"seat": SECRET.format(1)})):
            assert (answer.status_code, "Een" in answer.content.decode().split("main")[1]) == (404, False)
    stranger = sign_in(other.carla).get(address("weighing_screen", project, session=session.id))
    assert stranger.status_code == 404


def test_a_session_of_another_kind_is_no_weighing(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    with zandbak.scope():
        energy = Session.objects.create(
            project=project, kind="energy", title="Energie", starts_at="2026-12-03T10:00:00Z", token="abc-123"
        )
    assert Client().get(phone_url(energy)).status_code == 404
    screen = address("weighing_screen", project, session=energy.id)
    assert sign_in(zandbak.anna).get(screen).status_code == 404


@pytest.fixture
def committed(committed_db: None) -> Iterator[tuple[Zandbak, Session, list[Proposal]]]:
    """A weighing that is really in the database, for many phones at once."""
    zandbak = make_zandbak()
    with zandbak.scope():
        project = make_project(zandbak)
        made = [put_forward(zandbak, project, title) for title in ("Een", "Twee")]
        session = actions.begin_weighing(actor=zandbak.member(zandbak.anna), project=project)
    return zandbak, session, made


def _together(jobs: list[Any]) -> list[int]:
    """The statuses of jobs that run at the same time."""
    found: list[int] = []

    def run(job: Any) -> None:
        try:
            found.append(job())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_sixty_phones_at_once_each_count_once(committed: tuple[Zandbak, Session, list[Proposal]]) -> None:
    zandbak, session, proposals = committed
    url = phone_url(session)

    def send(number: int) -> Any:
        data = sheet(SECRET.format(number), {proposals[0]: (1 + number % 5, 3), proposals[1]: (3, 3)})
        return lambda: Client().post(url, data).status_code

    # Ten at a time, each phone twice at the same moment.
    for start in range(0, 60, 10):
        statuses = _together([send(number) for number in range(start, start + 10) for _time in range(2)])
        assert statuses == [200] * 20
    with zandbak.scope():
        assert (Seat.objects.count(), Weighing.objects.count()) == (60, 120)
        actions.close_weighing(actor=None, session=session)
        first = fresh(proposals[0])
    assert (first.staff_impact, first.staff_effort, first.staff_phones) == (3, 3, 60)


def test_what_is_sent_while_it_closes_counts_or_is_refused(
    committed: tuple[Zandbak, Session, list[Proposal]],
) -> None:
    zandbak, session, proposals = committed
    url = phone_url(session)
    anna = Client()
    anna.force_login(zandbak.anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    close = address("weighing_close", session.project, session=session.id)

    def send(number: int) -> Any:
        data = sheet(SECRET.format(number), {proposals[0]: (4, 2)})
        return lambda: Client().post(url, data).status_code

    statuses = _together([*(send(number) for number in range(8)), lambda: anna.post(close).status_code])
    counted = statuses.count(200)
    assert sorted(statuses) == sorted(
        [302] + [200] * counted + [410] * statuses.count(410) + [422] * statuses.count(422)
    )
    with zandbak.scope():
        first = fresh(proposals[0])
        assert (Seat.objects.count(), Weighing.objects.count()) == (0, 0)
    assert first.staff_phones == (counted if counted >= 3 else None)


def test_two_people_who_choose_at_once_make_one_measure(
    committed: tuple[Zandbak, Session, list[Proposal]],
) -> None:
    zandbak, session, proposals = committed
    with zandbak.scope():
        actions.close_weighing(actor=None, session=session)
        settle_kickoff(zandbak, session.project)
    url = address("proposal_choose", session.project, proposal=proposals[0].id)

    def choose(person: Any) -> Any:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        data = {
            "title": "Een",
            "intended_result": "Rust",
            "place": str(zandbak.team.id),
            "kind": "source",
            "level": "team",
        }
        return lambda: client.post(url, data).status_code

    assert _together([choose(zandbak.anna), choose(zandbak.fatima)]) == [302, 302]
    with zandbak.scope():
        assert (Measure.objects.count(), fresh(proposals[0]).state) == (1, "chosen")
