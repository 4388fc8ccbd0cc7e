"""News of a project for all staff, and what management says openly about it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.guard import check_version, locked, name_of, record
from projects.domain.names import named
from projects.models import NewsItem, Project, Statement
from projects.queries.news import names_of_staff
from werkdruk.core.errors import Refused
from werkdruk.organisations.domain.plain_text import leads_away
from werkdruk.organisations.models import Membership


@transaction.atomic
def write_news(
    *, actor: Membership | None, project: Project, title: str, text: str, form_key: UUID | None = None
) -> NewsItem:
    """Write news as a draft: nobody outside the project sees it yet. The same `form_key` gives the first one.

    Raises `Refused` for a closed project, without a title or a text, for an address of a website or letters that
    nobody sees, and for the name of somebody on the staff list.
    """
    current = _open(project)
    if form_key is not None:
        there = NewsItem.objects.filter(form_key=form_key).first()
        if there is not None:
            return there
    title, text = _checked(title, text)
    news = NewsItem.objects.create(
        project=current, title=title, text=text, by_name=name_of(actor), form_key=form_key
    )
    record("news_written", actor, current, title=title)
    return news


@transaction.atomic
def change_news(*, actor: Membership | None, news: NewsItem, version: int, title: str, text: str) -> NewsItem:
    """Change a draft. Raises `ChangedMeanwhile` for another `version`; `Refused` as `write_news`, and once published.

    Published news is not changed under people's eyes: withdraw it and write it anew.
    """
    current = _open(news.project)
    row = NewsItem.objects.select_for_update(of=("self",)).get(id=news.id)
    if row.published_at:
        raise Refused(_("This news has been published. Withdraw it and write it anew."))
    check_version(row, version)
    row.title, row.text = _checked(title, text)
    row.by_name = name_of(actor)
    row.version += 1
    row.save()
    record("news_changed", actor, current, title=row.title)
    return row


@transaction.atomic
def publish_news(*, actor: Membership | None, news: NewsItem, version: int) -> NewsItem:
    """Put a draft, as it was read, on the page for all staff; a second time changes nothing.

    Raises `ChangedMeanwhile` when another text was read, and `Refused` for a closed project and for news that was
    withdrawn.
    """
    current = _open(news.project)
    row = NewsItem.objects.select_for_update(of=("self",)).get(id=news.id)
    if row.withdrawn_at:
        raise Refused(_("This news was withdrawn. Write it anew."))
    if row.published_at:
        return row
    check_version(row, version)
    _checked(row.title, row.text)
    row.published_at = timezone.now()
    row.version += 1
    row.save()
    record("news_published", actor, current, title=row.title)
    return row


@transaction.atomic
def withdraw_news(*, actor: Membership | None, news: NewsItem) -> NewsItem:
    """Take news off the page for all staff, or throw a draft away; also in a closed project. Twice is once."""
    current = locked(news.project)
    row = NewsItem.objects.select_for_update(of=("self",)).get(id=news.id)
    if row.withdrawn_at:
        return row
    row.withdrawn_at = timezone.now()
    row.version += 1
    row.save()
    record("news_withdrawn", actor, current, title=row.title)
    return row


@transaction.atomic
def give_statement(*, actor: Membership, project: Project, text: str) -> Statement:
    """Say openly, as management, how you look at this project; it comes in the place of what was said before.

    Who may say it is a matter of permission. The same words again change nothing. Raises `Refused` for a closed
    project, without words, and for an address of a website or letters that nobody sees.
    """
    current = _open(project)
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("Write down what you want to say."))
    _check_plain(text)
    standing = Statement.objects.filter(project=current, withdrawn_at=None)
    there = standing.first()
    if there is not None and (there.text, there.author_id) == (text, actor.id):
        return there
    standing.update(withdrawn_at=timezone.now())
    statement = Statement.objects.create(
        project=current, text=text, author=actor, author_name=actor.user.name
    )
    record("statement_given", actor, current)
    return statement


@transaction.atomic
def withdraw_statement(*, actor: Membership, statement: Statement) -> Statement:
    """Take back what management said; also in a closed project. A second time changes nothing."""
    current = locked(statement.project)
    row = Statement.objects.select_for_update(of=("self",)).get(id=statement.id)
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.save()
        record("statement_withdrawn", actor, current)
    return row


def _open(project: Project) -> Project:
    current = locked(project)
    if current.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    return current


def _checked(title: str, text: str) -> tuple[str, str]:
    title, text = title.strip(), text.replace("\r\n", "\n").strip()
    if not title or not text:
        raise Refused(_("News needs a title and a text."))
    _check_plain(title, lines=False)
    check_for_all_staff(text, title)
    return title, text


def check_for_all_staff(text: str, title: str = "") -> None:
    """Raise `Refused` for what may not stand on the page for all staff: a website, hidden letters, a colleague."""
    _check_plain(text)
    found = named(f"{title}\n{text}", names_of_staff())
    if found:
        raise Refused(
            _(
                "All staff read this page, so it names no colleagues. This name stands in it: %(name)s. "
                "Write what happened without it."
            )
            % {"name": found}
        )


def _check_plain(text: str, *, lines: bool = True) -> None:
    if leads_away(text, lines=lines):
        raise Refused(
            _("This text holds an address of a website, or letters that nobody sees. Leave it out.")
        )
