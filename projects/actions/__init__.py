"""What people do with projects; each call checks the rules, writes, and records it in the audit log."""

from projects.actions.calendar import digest_of, make_calendar, stop_calendar
from projects.actions.from_review import start_from_review, take_back_from_review
from projects.actions.guard import NotYet
from projects.actions.involving import change_involvement, involve, remove_involvement
from projects.actions.kickoff import (
    change_kickoff_item,
    reopen_kickoff_item,
    settle_kickoff_item,
    take_stand,
    waive_kickoff_item,
)
from projects.actions.light import LightMeasure, LightPlan, Person, start_light
from projects.actions.plan import (
    PLAN_STAGES,
    add_goal,
    add_measure_to_plan,
    change_goal,
    link_measure,
    remove_goal,
    start_plan_document,
    store_plan_document,
    unlink_measure,
)
from projects.actions.project import Seat, change_contact, change_project, close_project, create_project
from projects.actions.proposals import (
    add_proposal,
    change_proposal,
    change_tackles,
    choose_proposal,
    make_idea_again,
    put_off_proposal,
    remove_proposal,
)
from projects.actions.rounds import plan_dates, start_round
from projects.actions.steps import begin_step, finish_step, reopen_step, skip_step
from projects.actions.weighing import (
    begin_weighing,
    close_weighing,
    store_marks,
    weigh_as_group,
    weigh_as_manager,
)

__all__ = [
    "PLAN_STAGES",
    "LightMeasure",
    "LightPlan",
    "NotYet",
    "Person",
    "Seat",
    "add_goal",
    "add_measure_to_plan",
    "add_proposal",
    "begin_step",
    "begin_weighing",
    "change_contact",
    "change_goal",
    "change_involvement",
    "change_kickoff_item",
    "change_project",
    "change_proposal",
    "change_tackles",
    "choose_proposal",
    "close_project",
    "close_weighing",
    "create_project",
    "digest_of",
    "finish_step",
    "involve",
    "link_measure",
    "make_calendar",
    "make_idea_again",
    "plan_dates",
    "put_off_proposal",
    "remove_goal",
    "remove_involvement",
    "remove_proposal",
    "reopen_kickoff_item",
    "reopen_step",
    "settle_kickoff_item",
    "skip_step",
    "start_from_review",
    "start_light",
    "start_plan_document",
    "start_round",
    "stop_calendar",
    "store_marks",
    "store_plan_document",
    "take_back_from_review",
    "take_stand",
    "unlink_measure",
    "waive_kickoff_item",
    "weigh_as_group",
    "weigh_as_manager",
]
