"""What the four fields and the marks are called."""

from django.utils.translation import gettext_lazy as _

from projects.domain.weighing import Axis, Field

FIELDS = {
    Field.QUICK_WIN: _("Quick win"),
    Field.PROJECT: _("Project"),
    Field.SMALL_JOB: _("Small job"),
    Field.NOT_NOW: _("Not now"),
}
EXPLAINED = {
    Field.QUICK_WIN: _("Much impact for little effort: begin here."),
    Field.PROJECT: _("Much impact, much effort: plan time and people for it."),
    Field.SMALL_JOB: _("Little impact, little effort: do it in between, if at all."),
    Field.NOT_NOW: _("Little impact for much effort: say so, and say why."),
}
AXES = {Axis.IMPACT: _("impact"), Axis.EFFORT: _("effort")}
