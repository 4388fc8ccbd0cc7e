"""Forms of a project itself and of its contact persons."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions import Seat
from projects.domain.lifecycle import Step
from projects.forms.choices import set_choices
from projects.models import Approach, Project, ProjectUnit
from werkdruk.core.forms import VersionedForm, day, long_text
from werkdruk.organisations.forms.person_choice import NAME_LENGTH, PersonForm, person_field, person_labels
from werkdruk.organisations.models import Membership, Role, Unit
from werkdruk.organisations.queries import Tree


class ProjectForm(VersionedForm):
    """What a project is about, how large, where and with whom. Without `project` it starts a new one."""

    name = forms.CharField(
        label=_("Name of the project"),
        max_length=150,
        help_text=_("Short, and something staff recognise. For example: less double work."),
    )
    goal = long_text(
        _("What do you want to reach?"),
        _("One or two sentences in plain words. You test them in the kick-off."),
        required=True,
    )
    approach = forms.ChoiceField(
        label=_("How do you tackle it?"),
        choices=[
            (Approach.SMALL, _("Small: one team, beside the ordinary work, ready within weeks")),
            (Approach.LARGE, _("Large: several teams or everyone, with a project leader")),
        ],
        initial=Approach.SMALL,
        widget=forms.RadioSelect,
    )
    first_step = forms.TypedChoiceField(
        label=_("Where do you start?"),
        choices=[
            (int(Step.SIGNAL), _("With signals (step 1): we want to solve something")),
            (int(Step.POLICY), _("With policy (step 6): we first want agreements for the long run")),
        ],
        coerce=int,
        initial=int(Step.SIGNAL),
        widget=forms.RadioSelect,
    )
    units = forms.MultipleChoiceField(
        label=_("Who takes part?"),
        help_text=_("Whoever chooses a location chooses its teams too. Each choice gets a contact person."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one unit.")},
    )
    leader = forms.ChoiceField(
        label=_("Project leader"), required=False, help_text=_("A large project needs one.")
    )
    facilitators = forms.MultipleChoiceField(
        label=_("Facilitators"),
        required=False,
        help_text=_("They guide the conversations. They see and change this project."),
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = day(_("Starts on"), required=True)
    aims_on = day(_("Results expected by"))
    steering = long_text(
        _("Steering group"),
        _("One person a line. After a comma: on behalf of whom. A large project has one."),
        rows=4,
    )
    budget = forms.DecimalField(
        label=_("Budget in euros"),
        required=False,
        min_value=0,
        max_value=9_999_999_999,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    time_available = forms.CharField(
        label=_("Time available"),
        required=False,
        max_length=200,
        help_text=_("For example: two hours a month for each team, with a replacement."),
    )

    def __init__(
        self,
        *args: Any,
        tree: Tree,
        people: list[Membership],
        project: Project | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units_by_id = {str(unit.id): unit for unit in tree.units.values()}
        self.people = people
        self.people_by_id = {str(member.id): member for member in people}
        set_choices(self, "units", _unit_choices(tree))
        named = [(key, member.user.name) for key, member in self.people_by_id.items()]
        set_choices(self, "leader", [("", _("nobody yet")), *named])
        chosen = {one.membership_id for one in project.facilitators.all()} if project else set()
        set_choices(
            self,
            "facilitators",
            [
                (str(member.id), member.user.name)
                for member in people
                if member.id in chosen or {Role.FACILITATOR, Role.HR} & set(member.roles)
            ],
        )
        if project is not None:
            del self.fields["first_step"]
            self.initial = self.stored(project)
        start = [] if project is not None else ["first_step"]
        self.helper.layout = Layout(
            "version",
            "name",
            "goal",
            "approach",
            *start,
            "units",
            Fieldset(_("People and dates"), "leader", "facilitators", Row("starts_on", "aims_on")),
            Fieldset(_("For a large project"), "steering", Row("budget", "time_available")),
        )

    def stored(self, row: Project) -> dict[str, Any]:
        """What the project holds, by this form's fields."""
        return {
            "version": row.version,
            "name": row.name,
            "goal": row.goal,
            "approach": row.approach,
            "units": [str(place.unit_id) for place in row.project_units.all()],
            "leader": str(row.leader_id) if row.leader_id else "",
            "facilitators": [str(one.membership_id) for one in row.facilitators.all()],
            "starts_on": row.starts_on,
            "aims_on": row.aims_on,
            "steering": "\n".join(
                f"{seat.name}, {seat.part}" if seat.part else seat.name for seat in row.steering_group.all()
            ),
            "budget": row.budget,
            "time_available": row.time_available,
        }

    def clean(self) -> dict[str, Any]:
        """A large project has a leader; results come after the start."""
        data = super().clean() or self.cleaned_data
        if data.get("approach") == Approach.LARGE and not data.get("leader") and "leader" not in self.errors:
            self.add_error("leader", _("Choose who leads this large project."))
        starts, aims = data.get("starts_on"), data.get("aims_on")
        if starts and aims and aims < starts:
            self.add_error("aims_on", _("This lies before the start. Choose a later date."))
        return data

    def fields_of_project(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        names = (
            *("name", "goal", "approach", "starts_on", "aims_on", "first_step"),
            *("budget", "time_available"),
        )
        return {name: data[name] for name in names if name in data} | {
            "units": [self.units_by_id[key] for key in data["units"]],
            "leader": self.people_by_id.get(data["leader"]),
            "facilitators": [self.people_by_id[key] for key in data["facilitators"]],
            "steering": [self._seat(line) for line in data["steering"].splitlines() if line.strip()],
        }

    def _seat(self, line: str) -> Seat:
        """One line of the steering group: the member with that name, else the name alone."""
        name, _comma, part = (one.strip() for one in line.partition(","))
        known = {label.casefold(): member for label, member in person_labels(self.people).items()}
        member = known.get(name.casefold())
        return Seat(member, member.user.name if member else name[:NAME_LENGTH], part[:NAME_LENGTH])


class ContactForm(PersonForm):
    """The contact person of a unit: who, in which role, with which mandate and time."""

    person = "contact_name"
    KEPT = ("contact_email", "role_name", "mandate", "hours_per_week", "support", "under_pressure")
    contact_name = person_field(
        _("Contact person"),
        help_text=_(
            "Somebody who gets on with colleagues and manager, and can weigh interests. Choose somebody who "
            "signs in here, or type another name."
        ),
    )
    contact_email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    role_name = forms.CharField(
        label=_("Name of the role"),
        required=False,
        max_length=80,
        help_text=_("Choose a name that fits your organisation."),
    )
    mandate = long_text(
        _("What may this person decide?"),
        _("For example: change the roster of the team, or spend a small amount."),
    )
    hours_per_week = forms.DecimalField(
        label=_("Hours a week for this"),
        required=False,
        min_value=0.5,
        max_value=60,
        decimal_places=1,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    support = long_text(
        _("Which support does this person get?"),
        _("For example: a talk with HR each month, somebody who takes over the work."),
        rows=2,
    )
    under_pressure = forms.BooleanField(
        label=_("This team is under pressure"),
        required=False,
        help_text=_("Then somebody guides the team when it devises measures: choose a facilitator."),
    )

    def __init__(self, *args: Any, place: ProjectUnit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(place)
        self.helper.layout = Layout(
            "version",
            "contact_name",
            "contact_email",
            "role_name",
            "mandate",
            "hours_per_week",
            "support",
            "under_pressure",
        )

    def stored(self, row: ProjectUnit) -> dict[str, Any]:
        """What is known about the contact person, by this form's fields."""
        names = ("version", *self.KEPT)
        return {name: getattr(row, name) for name in names} | {
            "contact_name": self.label_of(row.contact, row.contact_name)
        }

    def fields_of_contact(self) -> dict[str, Any]:
        """What the action takes."""
        contact, name = self.typed_person()
        return {"contact": contact, "contact_name": name} | {key: self.cleaned_data[key] for key in self.KEPT}


def _unit_choices(tree: Tree) -> list[tuple[Any, Any]]:
    """The units of each branch under its name; units without branches first, in one group of their own."""
    single: list[tuple[str, str]] = []
    branches: list[tuple[str, list[tuple[str, str]]]] = []
    for root_id in tree.children.get(None, []):
        root = tree.units[root_id]
        below = tree.depth_first(root_id)
        if not below:
            single.append((str(root.id), root.name))
            continue
        rows = [(str(root.id), _whole(root))]
        rows += [(str(unit.id), _deep(unit, depth, tree)) for unit, depth in below]
        branches.append((root.name, rows))
    return [*single, *branches]


def _whole(unit: Unit) -> str:
    return str(_("%(unit)s as a whole") % {"unit": unit.name})


def _deep(unit: Unit, depth: int, tree: Tree) -> str:
    return unit.name if depth == 0 else f"{tree.units[unit.parent_id].name} › {unit.name}"  # type: ignore[index]
