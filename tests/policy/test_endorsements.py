"""Requests to endorse: every step, every refusal through the action and through HTTP, files, mails, the letter."""

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pypdf import PdfReader

from policy.actions import documents, endorsements, save_version
from policy.documents import letter_html, letter_pdf
from policy.domain.files import FileProblem, UnfitFile, check_file, clean_name
from policy.models import (
    EndorsementDocument,
    EndorsementKind,
    EndorsementRequest,
    EndorsementState,
    EndorsementStep,
)
from policy.today import todos
from tests.cast import Zandbak
from tests.policy.routes import PDF, a_request, answered, asked, write
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations import audit_labels
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.models import MemberMail, Membership, Representation, Role

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def url(zandbak: Zandbak, endorsement: EndorsementRequest, *parts: str) -> str:
    return f"{zandbak.path}policy/requests/{endorsement.id}/" + "".join(f"{part}/" for part in parts)


def told(response: Any) -> str:
    """The page after a refusal, entities as letters."""
    return response.content.decode().replace("&#x27;", "'")


def docx(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for name in names or ("[Content_Types].xml", "word/document.xml"):
            parts.writestr(name, "x")
    return file.getvalue()


def state(zandbak: Zandbak, endorsement: EndorsementRequest) -> str:
    with zandbak.scope():
        return str(EndorsementRequest.objects.get(id=endorsement.id).state)


def nobody_speaks(zandbak: Zandbak) -> None:
    """No works council, on paper and in fact; inside the scope only."""
    zandbak.organisation.representation = Representation.NONE
    zandbak.organisation.save()
    Membership.objects.filter(user=zandbak.olaf).update(ended_at=timezone.now())


def test_the_whole_way_in_writing(zandbak: Zandbak, sign_in: Any) -> None:
    anna, olaf, bea = (sign_in(one) for one in (zandbak.anna, zandbak.olaf, zandbak.bea))
    wanted = {
        "title": "Roosters zes weken vooruit",
        "intended": "Roosters staan zes weken vooruit vast.",
        "reasons": "Rust.",
        "consequences": "Ruilen gaat via de planning.",
        "answer_by": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "form_key": str(uuid4()),
    }
    path = f"{zandbak.path}policy/requests/write/"
    made = [anna.post(path, wanted).url for _twice in range(2)]
    assert made[0] == made[1]
    with zandbak.scope():
        one = EndorsementRequest.objects.get(title=wanted["title"])
    assert olaf.get(made[0]).status_code == 403  # a draft is the employer's own
    assert anna.post(url(zandbak, one, "ask")).status_code == 302
    said = {"held_on": timezone.localdate().isoformat(), "said": "Ruilen moet kunnen."}
    assert olaf.post(url(zandbak, one, "talk"), said).status_code == 302
    page = olaf.post(url(zandbak, one, "answer"), {"outcome": "conditions", "text": ""})
    assert (page.status_code, state(zandbak, one)) == (422, EndorsementState.CONSULTED)
    answer = {"outcome": "conditions", "text": "Ruilen tot een dag ervoor."}
    assert olaf.post(url(zandbak, one, "answer"), answer).status_code == 302
    decision = {"decision": "carry_out", "text": "Ruilen tot een dag ervoor staat erin."}
    assert bea.post(url(zandbak, one, "decide"), decision).status_code == 302
    with zandbak.scope():
        steps = EndorsementStep.objects.filter(request=one).values_list("state", "party", "by_name", "text")
        assert list(steps) == [
            ("asked", "employer", "Anna Visser", ""),
            ("consulted", "works_council", "Olaf Jansen", "Ruilen moet kunnen."),
            ("conditions", "works_council", "Olaf Jansen", "Ruilen tot een dag ervoor."),
            ("decided", "employer", "Bea Smit", "Ruilen tot een dag ervoor staat erin."),
        ]
        to = {row.membership.user.name for row in MemberMail.objects.select_related("membership__user")}
    assert to == {"Olaf Jansen", "Anna Visser", "Bea Smit"}
    assert told(olaf.get(made[0])).count("Ruilen tot een dag ervoor") == 2


def test_mails_go_to_the_other_side_once_a_step(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = answered(zandbak)
        endorsements.decide(
            actor=zandbak.member(zandbak.bea), endorsement=one, carries_out=True, text="Zo doen we."
        )
    send_member_mail(zandbak.id)
    send_member_mail(zandbak.id)
    # What was asked has been answered before that mail went: only the answer and the decision go.
    assert sorted((message.to[0], message.subject) for message in mail.outbox) == [
        ("anna@zandbak.example", "Roosters: ingestemd"),
        ("bea@zandbak.example", "Roosters: ingestemd"),
        ("olaf@zandbak.example", "Roosters: besloten"),
    ]


def test_the_mail_that_asks_has_the_link(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = asked(zandbak)
    send_member_mail(zandbak.id)
    (message,) = mail.outbox
    assert message.subject == "Je antwoord is gevraagd: Roosters"
    assert f"/policy/requests/{one.id}/" in str(message.body)


REFUSALS: list[tuple[str, str, dict[str, Any], str]] = [
    # the state, who tries, what is sent to the last part of the address, the message
    ("asked", "olaf", {"at": "answer", "outcome": "refused", "text": ""}, "niet instemmen"),
    ("answered", "olaf", {"at": "answer", "outcome": "endorsed"}, "al antwoord gegeven"),
    ("refused", "anna", {"at": "decide", "decision": "carry_out", "text": "Toch."}, "niet uitvoeren"),
    ("asked", "anna", {"at": "decide", "decision": "carry_out", "text": "Nu."}, "nog geen antwoord"),
    ("answered", "anna", {"at": "decide", "decision": "drop", "text": ""}, "verplicht"),
    ("answered", "anna", {"at": "withdraw", "text": "Toch niet."}, "al antwoord gegeven"),
    ("asked", "anna", {"at": "change", "title": "R", "intended": "X", "reasons": "Y"}, "verandert niet meer"),
    ("answered", "olaf", {"at": "talk", "held_on": "2026-01-01", "said": "Hm."}, "al antwoord gegeven"),
    ("draft", "bea", {"at": "talk", "held_on": "2026-01-01", "said": "Hm."}, "nog niet verstuurd"),
]


@pytest.mark.parametrize(("at", "who", "sent", "message"), REFUSALS)
def test_refused_through_http(
    zandbak: Zandbak, sign_in: Any, at: str, who: str, sent: dict[str, Any], message: str
) -> None:
    made = {
        "draft": a_request,
        "asked": asked,
        "answered": answered,
        "refused": lambda zandbak: answered(zandbak, "refused", "Te vroeg."),
    }
    with zandbak.scope():
        one = made[at](zandbak)
    data = dict(sent)
    page = sign_in(getattr(zandbak, who)).post(url(zandbak, one, data.pop("at")), data)
    assert page.status_code == 422
    assert message in told(page)
    assert state(zandbak, one) == one.state


def test_refused_through_the_action(zandbak: Zandbak) -> None:
    with zandbak.scope():
        anna, olaf, bea = (zandbak.member(one) for one in (zandbak.anna, zandbak.olaf, zandbak.bea))
        draft = a_request(zandbak, title="Concept")
        with pytest.raises(Refused, match="nog niet verstuurd"):
            endorsements.answer(actor=olaf, endorsement=draft, outcome="endorsed")
        with pytest.raises(Refused, match="HR of de bestuurder schrijft"):
            endorsements.make_request(actor=olaf, title="x", intended="x", reasons="x")
        one = asked(zandbak)
        # Answer your own request, for either of the employer's side.
        for own in (anna, bea):
            with pytest.raises(Refused, match="De OR antwoordt op dit verzoek"):
                endorsements.answer(actor=own, endorsement=one, outcome="endorsed", alone_because="Zelf.")
        # Edit after asking, and ask twice.
        with pytest.raises(Refused, match="de tekst verandert niet meer"):
            endorsements.change_request(actor=anna, endorsement=one, version=1, intended="Anders.")
        with pytest.raises(Refused, match="al verstuurd"):
            endorsements.ask(actor=anna, endorsement=one)
        with pytest.raises(Refused, match="nog geen antwoord"):
            endorsements.decide(actor=anna, endorsement=one, carries_out=True, text="Nu.")
        with pytest.raises(Refused, match="Schrijf op waarom je dit intrekt"):
            endorsements.withdraw(actor=anna, endorsement=one)
        with pytest.raises(Refused, match="intrekken"):
            endorsements.withdraw(actor=olaf, endorsement=one, text="Nee.")
        with pytest.raises(Refused, match="Schrijf de voorwaarden op"):
            endorsements.answer(actor=olaf, endorsement=one, outcome="conditions")
        endorsements.answer(actor=olaf, endorsement=one, outcome="refused", text="Te vroeg.")
        # Answer twice, adopt what was refused.
        with pytest.raises(Refused, match="al antwoord gegeven: niet ingestemd"):
            endorsements.answer(actor=olaf, endorsement=one, outcome="endorsed")
        with pytest.raises(Refused, match="dus je kunt het niet uitvoeren"):
            endorsements.decide(actor=bea, endorsement=one, carries_out=True, text="Toch.")
        with pytest.raises(Refused, match="Schrijf de redenen"):
            endorsements.decide(actor=bea, endorsement=one, carries_out=False, text=" ")
        endorsements.decide(actor=bea, endorsement=one, carries_out=False, text="Dan niet.")
        with pytest.raises(Refused, match="al afgelopen: niet uitgevoerd"):
            endorsements.decide(actor=bea, endorsement=one, carries_out=False, text="Dan niet.")


def test_conditions_are_answered_in_the_decision(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = answered(zandbak, "conditions", "Eerst een proef.")
        bea = zandbak.member(zandbak.bea)
        with pytest.raises(Refused, match="wat er met de voorwaarden gebeurt"):
            endorsements.decide(actor=bea, endorsement=one, carries_out=True, text="")
        done = endorsements.decide(
            actor=bea, endorsement=one, carries_out=True, text="Met een proef van drie maanden."
        )
        assert done.state == EndorsementState.DECIDED


def test_nobody_stands_on_both_sides(zandbak: Zandbak, sign_in: Any) -> None:
    """Who asked as HR and sits in the works council since does not answer; another member does."""
    with zandbak.scope():
        one = asked(zandbak)
        Membership.objects.filter(user=zandbak.anna).update(roles=[Role.WORKS_COUNCIL])
        with pytest.raises(Refused, match="Jij sprak in dit verzoek namens de werkgever"):
            endorsements.answer(actor=zandbak.member(zandbak.anna), endorsement=one, outcome="endorsed")
    page = sign_in(zandbak.anna).post(url(zandbak, one, "answer"), {"outcome": "endorsed"})
    assert (page.status_code, "Jij sprak in dit verzoek" in told(page)) == (422, True)
    assert sign_in(zandbak.olaf).post(url(zandbak, one, "answer"), {"outcome": "endorsed"}).status_code == 302


def test_hr_answers_alone_with_a_reason_where_nobody_speaks_for_the_staff(
    zandbak: Zandbak, sign_in: Any
) -> None:
    with zandbak.scope():
        nobody_speaks(zandbak)
        one = asked(zandbak)
        with pytest.raises(Refused, match="hoe medewerkers zijn gehoord"):
            endorsements.answer(actor=zandbak.member(zandbak.anna), endorsement=one, outcome="endorsed")
    anna = sign_in(zandbak.anna)
    assert anna.post(url(zandbak, one, "answer"), {"outcome": "endorsed"}).status_code == 422
    heard = {"outcome": "endorsed", "alone_because": "Geen OR; besproken in het personeelsoverleg."}
    assert anna.post(url(zandbak, one, "answer"), heard).status_code == 302
    with zandbak.scope():
        step = EndorsementStep.objects.get(request=one, state="endorsed")
        assert (step.party, step.alone_because) == ("employer", heard["alone_because"])
    assert heard["alone_because"] in told(anna.get(url(zandbak, one)))


def test_an_answer_alone_is_no_way_around_a_works_council(zandbak: Zandbak) -> None:
    """On paper there is nobody, in fact Olaf is there: he answers."""
    zandbak.organisation.representation = Representation.NONE
    zandbak.organisation.save()
    with zandbak.scope():
        one = asked(zandbak)
        with pytest.raises(Refused, match="De OR antwoordt"):
            endorsements.answer(
                actor=zandbak.member(zandbak.anna),
                endorsement=one,
                outcome="endorsed",
                alone_because="Toch.",
            )


def test_a_draft_is_changed_and_nobody_overwrites_unseen(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        one = a_request(zandbak)
        anna = zandbak.member(zandbak.anna)
        endorsements.change_request(actor=anna, endorsement=one, version=1, intended="Acht weken.")
        with pytest.raises(ChangedMeanwhile):
            endorsements.change_request(actor=anna, endorsement=one, version=1, intended="Tien weken.")
    data = {"title": "Roosters", "intended": "Tien weken.", "reasons": "Rust.", "version": "1"}
    page = sign_in(zandbak.bea).post(url(zandbak, one, "change"), data)
    assert page.status_code == 422
    assert ("Acht weken." in told(page), "Tien weken." in told(page)) == (True, True)
    assert sign_in(zandbak.bea).post(url(zandbak, one, "change"), {**data, "version": "2"}).status_code == 302
    with zandbak.scope():
        assert EndorsementRequest.objects.get(id=one.id).intended == "Tien weken."


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("policy_endorsementrequest", "intended = 'Anders'"),
        ("policy_endorsementrequest", "reasons = 'Anders'"),
        ("policy_endorsementrequest", "asked_at = NULL"),
        ("policy_endorsementstep", "text = 'Anders'"),
        ("policy_endorsementstep", "state = 'refused'"),
        ("policy_endorsementdocument", "content = 'x'"),
        ("policy_endorsementdocument", "name = 'x'"),
    ],
)
def test_the_database_keeps_what_was_written(zandbak: Zandbak, table: str, change: str) -> None:
    with zandbak.scope():
        one = asked(zandbak)
        anna = zandbak.member(zandbak.anna)
        documents.add_document(actor=anna, endorsement=one, name="plan.pdf", content=PDF)
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            connection.cursor().execute(f"UPDATE {table} SET {change}")


def test_documents_are_checked_by_content_and_name() -> None:
    assert check_file("Plan.PDF", PDF).name == "Plan.pdf"
    assert check_file("C:\\map\\foto.jpeg", b"\xff\xd8\xff0").name == "foto.jpg"
    assert check_file("brief.docx", docx()).kind == "docx"
    assert clean_name("../../etc/\u202epass<wd>.pdf") == "pass wd .pdf"
    for name, content, problem in [
        ("leeg.pdf", b"", FileProblem.EMPTY),
        ("groot.pdf", PDF + b"0" * 5 * 1024 * 1024, FileProblem.TOO_BIG),
        ("pagina.html", b"<html>", FileProblem.OTHER_KIND),
        ("plaat.svg", b"<svg xmlns='x'/>", FileProblem.OTHER_KIND),
        ("werk.zip", docx("a.txt"), FileProblem.OTHER_KIND),
        (
            "macro.docx",
            docx("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            FileProblem.OTHER_KIND,
        ),
        ("kapot.docx", b"PK\x03\x04kapot", FileProblem.OTHER_KIND),
        ("plan.exe", PDF, FileProblem.NAME_DIFFERS),
        ("plan.png", PDF, FileProblem.NAME_DIFFERS),
        ("plan", PDF, FileProblem.NAME_DIFFERS),
    ]:
        with pytest.raises(UnfitFile) as unfit:
            check_file(name, content)
        assert (name, unfit.value.problem) == (name, problem)


def test_documents_go_in_stay_and_come_out_safely(zandbak: Zandbak, sign_in: Any) -> None:
    anna, olaf, bea = (sign_in(one) for one in (zandbak.anna, zandbak.olaf, zandbak.bea))
    with zandbak.scope():
        one = a_request(zandbak)
    add = url(zandbak, one, "documents")
    for _twice in range(2):
        file = SimpleUploadedFile("plan é.pdf", PDF, content_type="text/html")
        assert anna.post(add, {"file": file}).status_code == 302
    wrong = anna.post(add, {"file": SimpleUploadedFile("plan.pdf", b"<script>")})
    assert (wrong.status_code, "Dit is geen PDF" in told(wrong)) == (422, True)
    with zandbak.scope():
        document = EndorsementDocument.objects.get()
        endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=one)
    found = olaf.get(url(zandbak, one, "documents", str(document.id)))
    assert (found.content, found["Content-Type"]) == (PDF, "application/pdf")
    assert found["Content-Disposition"] == "attachment; filename*=utf-8''plan%20%C3%A9.pdf"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Content-Security-Policy"].endswith("sandbox")
    remove = url(zandbak, one, "documents", str(document.id), "remove")
    page = bea.post(remove, follow=True)
    assert "de documenten blijven erbij" in told(page)
    with zandbak.scope():
        with pytest.raises(Refused, match="de documenten blijven erbij"):
            documents.remove_document(actor=zandbak.member(zandbak.anna), document=document)
        endorsements.withdraw(actor=zandbak.member(zandbak.anna), endorsement=one, text="Later.")
        with pytest.raises(Refused, match="afgelopen"):
            documents.add_document(
                actor=zandbak.member(zandbak.olaf), endorsement=one, name="b.png", content=PNG
            )


def test_a_draft_loses_a_document_and_has_ten_at_most(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        one, anna = a_request(zandbak), zandbak.member(zandbak.anna)
        for number in range(10):
            documents.add_document(
                actor=anna, endorsement=one, name=f"{number}.pdf", content=PDF + bytes([number])
            )
        with pytest.raises(Refused, match="hoogstens 10"):
            documents.add_document(actor=anna, endorsement=one, name="b.png", content=PNG)
        last = EndorsementDocument.objects.get(name="9.pdf")
    path = url(zandbak, one, "documents", str(last.id), "remove")
    assert sign_in(zandbak.anna).post(path).status_code == 302
    with zandbak.scope():
        assert EndorsementDocument.objects.count() == 9


def test_a_version_of_the_policy_is_endorsed(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        write("Druk zijn mag.")
        version = save_version(actor=None, note="Eerste versie")
    anna, olaf, tim = (sign_in(one) for one in (zandbak.anna, zandbak.olaf, zandbak.tim))
    page = f"{zandbak.path}policy/versions/1/"
    assert "nog niet ingestemd" in told(anna.get(page))
    assert "geen instemming met deze versie gevraagd" in told(olaf.get(page))
    assert "instemming" not in told(tim.get(page)).lower()
    write_path = f"{zandbak.path}policy/requests/write/?version=1"
    form = anna.get(write_path).context["form"]
    assert form["title"].value() == "Werkdrukbeleid, versie 1"
    data = {"title": "Beleid 1", "intended": "Vaststellen.", "reasons": "Samen geschreven."}
    anna.post(write_path, data)
    with zandbak.scope():
        one = EndorsementRequest.objects.get(policy_version=version)
        assert one.kind == EndorsementKind.POLICY
        member = zandbak.member(zandbak.anna)
        with pytest.raises(Refused, match="loopt al een verzoek"):
            endorsements.make_request(actor=member, policy_version=version, **data)
        endorsements.ask(actor=member, endorsement=one)
        endorsements.answer(actor=zandbak.member(zandbak.olaf), endorsement=one, outcome="endorsed")
        assert "ingestemd" in told(olaf.get(page))
        endorsements.decide(actor=member, endorsement=one, carries_out=True, text="Vastgesteld.")
        with pytest.raises(Refused, match="al ingestemd"):
            endorsements.make_request(actor=member, policy_version=version, **data)
    assert "besloten" in told(anna.get(f"{zandbak.path}policy/"))


def test_todos_for_the_side_whose_turn_it_is(zandbak: Zandbak) -> None:
    def waits(person: Any) -> list[str]:
        return [todo.button for todo in todos(zandbak.member(person), timezone.localdate())]

    with zandbak.scope():
        one = a_request(zandbak)
        assert (waits(zandbak.anna), waits(zandbak.olaf)) == (["Ga verder"], [])
        endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=one)
        assert (waits(zandbak.bea), waits(zandbak.olaf)) == ([], ["Lees en antwoord"])
        endorsements.answer(actor=zandbak.member(zandbak.olaf), endorsement=one, outcome="endorsed")
        assert (waits(zandbak.bea), waits(zandbak.olaf)) == (["Besluit"], [])
        assert waits(zandbak.tim) == []


def test_the_list_is_searched_and_keeps_drafts_to_the_employer(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        asked(zandbak, title="Pauzes")
        a_request(zandbak, title="Nog geheim")
    path = f"{zandbak.path}policy/requests/"

    def titles(client: Client, **query: str) -> list[str]:
        return [one.title for one, _kind in client.get(path, query).context["rows"]]

    anna, olaf = sign_in(zandbak.anna), sign_in(zandbak.olaf)
    agreement = "Afspraken over de meting, versie 1"
    assert titles(anna) == ["Nog geheim", "Pauzes", agreement]
    assert titles(olaf) == ["Pauzes", agreement]
    assert titles(olaf, q="pauze") == ["Pauzes"]
    assert titles(olaf, state="over") == [agreement]
    assert titles(olaf, q="geheim") == []


@pytest.mark.parametrize(("language", "words"), [("nl", "Voorgenomen besluit"), ("en", "Intended decision")])
def test_the_letter(zandbak: Zandbak, sign_in: Any, language: str, words: str) -> None:
    with zandbak.scope():
        one = asked(zandbak, answer_by=timezone.localdate() + timedelta(days=20))
        documents.add_document(
            actor=zandbak.member(zandbak.anna), endorsement=one, name="plan.pdf", content=PDF
        )
        html = letter_html(one, zandbak.organisation, language)
        pdf = letter_pdf(one, zandbak.organisation, language)
    for part in (words, "Zes weken vooruit.", "Rust.", "plan.pdf", "27", "Anna Visser"):
        assert part in html, part
    assert f'lang="{language}"' in html
    root: Any = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert ("/StructTreeRoot" in root, root["/Lang"]) == (True, language)
    page = sign_in(zandbak.olaf).get(url(zandbak, one, "letter"), {"lang": language})
    assert page["Content-Type"] == "application/pdf"
    word = "verzoek" if language == "nl" else "request"
    assert page["Content-Disposition"] == f'attachment; filename="{word}-{one.number}-{language}.pdf"'


def test_the_letter_tells_the_answer_and_the_decision_instead_of_empty_boxes(zandbak: Zandbak) -> None:
    with zandbak.scope():
        html = letter_html(asked(zandbak), zandbak.organisation, "nl")
        assert (html.count('class="box"'), html.count('class="answer"')) == (3, 1)
        one = answered(zandbak, "conditions", "Eerst een proef van een maand.")
        html = letter_html(one, zandbak.organisation, "nl")
        assert (html.count('class="box"'), html.count('class="answer"')) == (0, 1)
        assert "Olaf Jansen stemde in onder voorwaarden." in html
        assert "<p>Eerst een proef van een maand.</p>" in html
        endorsements.decide(
            actor=zandbak.member(zandbak.bea), endorsement=one, carries_out=False, text="Dan niet."
        )
        html = letter_html(one, zandbak.organisation, "nl")
    assert html.count('class="answer"') == 2
    assert "<p>Dan niet.</p>" in html


def test_every_step_has_a_sentence_in_the_log(zandbak: Zandbak) -> None:
    with zandbak.scope(), translation.override("en"):
        one = answered(zandbak, "refused", "Te vroeg.")
        endorsements.decide(
            actor=zandbak.member(zandbak.bea), endorsement=one, carries_out=False, text="Dan niet."
        )
        told = [audit_labels.sentence(entry) for entry in AuditEntry.objects.order_by("at")]
    assert told == [
        "Wrote a request to endorse: “2”.",
        "Sent a request to endorse: “Roosters”.",
        "Did not endorse “Roosters”.",
        "Decided not to carry out “Roosters”.",
    ]
    with zandbak.scope(), translation.override("en"):
        entry = AuditEntry(action="policy.endorsement_made", subject="We meten samen.", details={})
        assert audit_labels.sentence(entry) == "Wrote a request to endorse: “We meten samen.”"
    known = audit_labels.known_codes()
    codes = {f"policy.endorsement_{one.value}" for one in EndorsementState if one != EndorsementState.DRAFT}
    assert codes <= set(known)


def test_the_list_and_the_page_ask_as_often_however_many_there_are(zandbak: Zandbak, sign_in: Any) -> None:
    anna = sign_in(zandbak.anna)
    with zandbak.scope():
        first = asked(zandbak)
    pages = (f"{zandbak.path}policy/requests/", url(zandbak, first))

    def queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert anna.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    queries()
    once = queries()
    with zandbak.scope():
        for number in range(3):
            asked(zandbak, title=f"Nog een {number}")
            endorsements.consult(
                actor=zandbak.member(zandbak.olaf),
                endorsement=first,
                held_on=timezone.localdate(),
                text="Besproken.",
            )
    assert queries() == once
