"""The demo's kick-off can be told: its actions, its news and its papers come out."""

from measures.models import Measure
from projects.models import KickoffAction, KickoffMeeting, NewsItem, Statement
from tests.cast import Zandbak
from tests.projects.scene import make_project
from werkdruk.core.models import Job
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.kickoffs import KICKOFFS, hold_kickoffs


def test_a_kickoff_is_held_as_the_story_tells(zandbak: Zandbak) -> None:
    story = KICKOFFS[0]
    with zandbak.scope():
        make_project(zandbak, name=story.project)
        Measure.objects.create(title="Eén overdracht", unit=zandbak.team)
    hold_kickoffs(zandbak.id, Clock())
    with zandbak.scope():
        meeting = KickoffMeeting.objects.get()
        assert (meeting.held_at is not None, meeting.minutes) == (True, story.said)
        assert KickoffAction.objects.count() == len(story.agreed)
        assert NewsItem.objects.shown().count() == len(story.told)
        assert Statement.objects.get().text == story.statement
        assert Measure.objects.get().in_statutory_plan
        assert sorted(Job.objects.values_list("payload__paper", flat=True)) == [
            "annex",
            "inspection",
            "kickoff",
        ]
