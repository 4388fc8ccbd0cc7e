"""Writing the policy: a chapter of the draft, and a version of the whole."""

from django.utils import timezone
from django.utils.translation import gettext as _

from policy.domain.compare import fingerprint
from policy.models import PolicyDraft, PolicyVersion, as_answers
from policy.questions import Chapter
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership


def chapter_mark(stored: PolicyDraft | None, chapter: Chapter) -> str:
    """A fingerprint of one chapter of the draft, to notice that somebody else saved it."""
    return fingerprint(as_answers(stored), [question.key for question in chapter.questions])


def write_chapter(
    *, actor: Membership | None, chapter: Chapter, answers: dict[str, str], seen: str
) -> PolicyDraft:
    """Save the answers of one chapter in the draft.

    `seen` is the `chapter_mark` at the time of opening; raises `ChangedMeanwhile` when the chapter is another
    one now. Other chapters may be written at the same time.
    """
    wanted = {question.key for question in chapter.questions}
    if set(answers) != wanted:
        raise ValueError(f"Answers to {sorted(answers)} instead of {sorted(wanted)}.")
    PolicyDraft.objects.get_or_create()
    draft = PolicyDraft.objects.select_for_update().get()
    if all((draft.answers.get(key) or "") == text for key, text in answers.items()):
        return draft
    if chapter_mark(draft, chapter) != seen:
        raise ChangedMeanwhile(
            _(
                "Somebody else saved this chapter while you were typing. What you typed is still here; what is"
                " stored now stands above it. Take over what you need and save again."
            ),
            draft,
        )
    draft.answers = {**draft.answers, **answers}
    draft.changed_at = timezone.now()
    draft.changed_by_name = actor.user.name if actor else ""
    draft.save()
    audit.record("policy.chapter_written", actor=actor, subject=str(chapter.title), chapter=chapter.key)
    return draft


def save_version(*, actor: Membership | None, note: str, seen: str | None = None) -> PolicyVersion:
    """Save the draft as the next version.

    Raises `Refused` when nothing is written, when nothing changed since the last version, or when the draft
    is not the one with the mark `seen` any more.
    """
    draft = PolicyDraft.objects.select_for_update().first()
    if draft is None or not draft.answered:
        raise Refused(_("There is nothing to save yet. Answer at least one question first."))
    last = PolicyVersion.objects.order_by("-number").first()
    if last is not None and last.mark == draft.mark:
        raise Refused(_("Nothing has changed since version %(number)d.") % {"number": last.number})
    if seen is not None and seen != draft.mark:
        raise Refused(
            _("The draft was changed while you were looking. Read it again before you save a version.")
        )
    version = PolicyVersion.objects.create(
        number=last.number + 1 if last else 1,
        answers=as_answers(draft),
        note=note.strip(),
        made_by=actor.user if actor else None,
        made_by_name=actor.user.name if actor else "",
    )
    audit.record("policy.version_saved", actor=actor, subject=str(version), number=version.number)
    return version
