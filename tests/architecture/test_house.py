"""The house reads as it is drawn: rules of CONTRIBUTING that no linter knows, held by reading the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ["measures", "policy", "surveys", "projects", "werkdruk"]
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text())
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
}
TEMPLATES = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text()
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
LINES = 400


def _calls(tree: ast.AST) -> Iterator[str]:
    """The name of everything that is called, as it is written."""
    return (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_")


def _folder(name: str, kind: str) -> bool:
    """Whether the module is a `kind` of an app, as one file or as a package."""
    return f"/{kind}.py" in name or f"/{kind}/" in name


def test_files_stay_readable_and_have_a_name_of_their_own() -> None:
    long = {
        name
        for name in MODULES
        if "/migrations/" not in name and len((ROOT / name).read_text().splitlines()) > LINES
    }
    # Starting, stopping and repairing one database server is one story.
    assert long == {"werkdruk/embedded/postgres.py"}
    assert [name for name in MODULES if Path(name).stem in {"utils", "helpers", "common", "misc"}] == []


def test_every_module_says_what_it_is() -> None:
    silent = {
        name
        for name, tree in MODULES.items()
        if tree.body and not ast.get_docstring(tree) and Path(name).name not in ("apps.py", "models.py")
    }
    assert {name for name in silent if "/migrations/" not in name} == set()


def test_pages_are_whole_before_the_tenant_is_left() -> None:
    late = {"StreamingHttpResponse", "TemplateResponse", "SimpleTemplateResponse", "FileResponse"}
    found = {name for name, tree in MODULES.items() for call in _calls(tree) if call.split(".")[-1] in late}
    assert found == set()


def test_no_signals_of_our_own() -> None:
    found = {
        name for name, tree in MODULES.items() for one in _imports(tree) if one.startswith("django.dispatch")
    }
    assert found == set()


def test_work_is_handed_over_after_the_commit() -> None:
    """`.delay()` stands in tasks, which run outside transactions, or inside `on_commit`."""
    found = set()
    for name, tree in MODULES.items():
        if _folder(name, "tasks"):
            continue
        inside = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("on_commit")
            for inner in ast.walk(node)
        }
        found |= {
            name
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] in ("delay", "apply_async")
            and id(node) not in inside
        }
    assert found == set()


def test_what_was_sent_is_read_by_forms_only() -> None:
    read = re.compile(r"request\.POST(\[|\.get)")
    assert {name for name in MODULES if read.search((ROOT / name).read_text())} == set()


def test_nobody_filters_by_organisation_by_hand() -> None:
    """The manager and row security do that; the few places with their own reason are named."""
    found = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in ("filter", "exclude", "get", "get_object_or_404")
        and any(word.arg in ("organisation", "organisation_id") for word in node.keywords)
    }
    assert found == {"werkdruk/core/models.py"}


def test_actions_take_names_and_not_requests() -> None:
    """What a person does takes `actor` and all the rest by name."""
    wrong = []
    for name, tree in MODULES.items():
        # The guard is what the actions of projects begin with.
        if not _folder(name, "actions") or "/views/" in name or name == "projects/actions/guard.py":
            continue
        for function in _functions(tree):
            taken = [one.arg for one in (*function.args.posonlyargs, *function.args.args)]
            named = [one.arg for one in function.args.kwonlyargs]
            if "request" in taken + named or (taken and "actor" in taken + named):
                wrong.append(f"{name}: {function.name}")
    assert wrong == []


def test_migrations_know_no_code_of_the_apps() -> None:
    ours = tuple(f"{app}." for app in APPS)
    allowed = {"werkdruk.core.constraints", "werkdruk.core.models", "werkdruk.core.tenancy"}
    found = {
        (name, one)
        for name, tree in MODULES.items()
        if "/migrations/" in name
        for one in _imports(tree)
        if one.startswith(ours) and one not in allowed
    }
    # Defaults of fields: when an invitation ends, the themes of our bank.
    assert found == {
        (
            "werkdruk/organisations/migrations/0002_imports_and_invitations.py",
            "werkdruk.organisations.models.invitations",
        ),
        ("surveys/migrations/0011_agreement_review_and_note.py", "surveys.models.settings"),
    }


def test_imports_inside_functions_have_a_reason_beside_them() -> None:
    found = []
    for name, tree in MODULES.items():
        lines = (ROOT / name).read_text().splitlines()
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef):
                continue
            block = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            if block and not any("#" in lines[node.lineno - 1] for node in block):
                found.append(f"{name}: {function.name}")
    assert found == []


def test_skipped_checks_have_a_reason_beside_them() -> None:
    silent = re.compile(r"# noqa(: [A-Z0-9, ]+)?$|# type: ignore$|# pragma", re.MULTILINE)
    assert [name for name in MODULES if silent.search((ROOT / name).read_text())] == []


def test_pages_hold_no_style_and_no_script() -> None:
    """The content security policy refuses them; mail programs know nothing else."""
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = {name: text for name, text in TEMPLATES.items() if "email/" not in name}
    assert [name for name, text in pages.items() if inline.search(text)] == []


def test_nothing_is_marked_safe_in_templates() -> None:
    unsafe = re.compile(r"\|\s*safe\b|\bautoescape off\b|\|\s*safeseq\b")
    # Help texts are ours, and those about passwords are a list that Django makes.
    assert [name for name, text in TEMPLATES.items() if unsafe.search(text)] == [
        "werkdruk/layout/help_text.html"
    ]


def test_nothing_comes_from_another_host() -> None:
    foreign = re.compile(r"""(?:src|srcset|action|<link[^>]*href)=["'](?:https?:)?//""")
    assert [name for name, text in TEMPLATES.items() if foreign.search(text)] == []


def test_tests_mirror_the_apps() -> None:
    folders = {path.name for path in (ROOT / "tests").iterdir() if (path / "__init__.py").exists()}
    inside = {"accounts", "core", "embedded", "home", "organisations"}
    across = {"architecture", "attacks", "browser", "processes"}
    assert folders == {"measures", "policy", "projects", "surveys"} | inside | across


def test_pages_keep_the_head_of_the_app() -> None:
    """Who adds to the head keeps what stands there: without it htmx writes styles that the policy refuses."""
    pages = [
        path.relative_to(ROOT / "templates").as_posix()
        for path in (ROOT / "templates").rglob("*.html")
        if '{% extends "app.html" %}' in (text := path.read_text(encoding="utf-8"))
        and "{% block head %}" in text
        and "{% block head %}{{ block.super }}" not in text
    ]
    assert pages == []
