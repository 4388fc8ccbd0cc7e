"""Forms for members: inviting, roles, joining; and for the organisation's profile."""

from typing import Any

from allauth.account.adapter import get_adapter
from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from werkdruk.accounts.models import User
from werkdruk.core.forms import with_button
from werkdruk.organisations.forms.unit_choice import UnitsChoiceField
from werkdruk.organisations.models import MemberInvitation, Membership, Organisation, Outcome, Role
from werkdruk.organisations.queries import Tree

ROLE_HELP = {
    Role.HR: _("HR: sets up, imports staff, runs projects"),
    Role.WORKS_COUNCIL: _("Works council: agrees, and sees the same figures as the executive"),
    Role.EXECUTIVE: _("Executive: decides every month together with the works council"),
    Role.TEAM_LEAD: _("Team lead: keeps the action plan of the own teams"),
    Role.FACILITATOR: _("Facilitator: leads sessions with staff"),
}


class RolesForm(forms.Form):
    """The roles of a member, and the units that a team lead leads."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=list(ROLE_HELP.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitsChoiceField(
            label=_("Leads these units"),
            tree=tree,
            required=False,
            help_text=_("For team leads only. Everything below a unit belongs to it."),
        )
        self.helper = with_button(_("Save"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if Role.TEAM_LEAD in cleaned.get("roles", []) and not cleaned.get("units"):
            self.add_error("units", _("Choose the units that this team lead leads."))
        return cleaned


class MemberForm(RolesForm):
    """The roles of somebody who is a member now."""

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        waiting = member.council_requests.filter(outcome=Outcome.WAITING).exists()
        roles = [*member.roles, Role.WORKS_COUNCIL] if waiting else member.roles
        led = [str(one.unit_id) for one in member.led_units.all()]
        super().__init__(*args, initial={"roles": roles, "units": led}, **kwargs)


class InviteForm(RolesForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = with_button(_("Send the invitation"))
        self.helper.layout = Layout("email", "roles", "units")


class JoinForm(forms.Form):
    """Making an account out of an invitation."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html(),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: MemberInvitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.helper = with_button(_("Make my account"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password:
            try:
                get_adapter().clean_password(
                    password, User(email=self.invitation.email, name=cleaned.get("name", ""))
                )
            except forms.ValidationError as error:
                self.add_error("password", error)
            if "again" in cleaned and cleaned["again"] != password:
                self.add_error("again", _("The two passwords are not the same."))
        return cleaned


class ProfileForm(forms.ModelForm):
    """The organisation's own particulars."""

    class Meta:
        model = Organisation
        fields = ["name", "sector", "representation", "coordinator_title"]
        widgets = {"representation": forms.RadioSelect}
        labels = {
            "name": _("Name of the organisation"),
            "sector": _("Sector"),
            "representation": _("Who speaks for the staff?"),
            "coordinator_title": _("What do you call the contact person for workload in a team?"),
        }
        help_texts = {
            "coordinator_title": _(
                "For example workload coordinator. This name appears on every page about it."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator_title"].required = True
        self.helper = with_button(_("Save"))
