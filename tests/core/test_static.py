"""What browsers load: vendored files are what they claim, colours can be read, the small stay small."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
MANIFEST = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text())

# Text and what it stands on: WCAG 1.4.3 asks for 4.5.
TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "sunken"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("muted", "sunken"),
    ("act", "paper"),
    ("act", "surface"),
    ("act", "sunken"),
    ("act", "act-tint"),
    ("act-strong", "act-tint"),
    ("act-strong", "surface"),
    ("ink", "act-tint"),
    ("on-act", "act"),
    ("on-act", "act-strong"),
    ("on-give", "give"),
    ("give-ink", "give-tint"),
    ("drain-ink", "drain-tint"),
    ("drain-ink", "surface"),
    ("drain-ink", "paper"),
    ("on-drain", "drain"),
    ("on-drain", "drain-strong"),
    ("good-ink", "good-tint"),
    ("good-ink", "surface"),
    *[(f"heat-{level}-ink", f"heat-{level}") for level in range(1, 6)],
]
# Edges of controls, focus rings and the parts of a picture that carry meaning: WCAG 1.4.11 asks for 3.
SHAPES = [
    ("edge", "paper"),
    ("edge", "surface"),
    ("edge", "sunken"),
    ("focus", "paper"),
    ("focus", "surface"),
    ("focus", "sunken"),
    ("act", "surface"),
    ("drain", "surface"),
    ("drain", "paper"),
    ("good", "surface"),
    ("give-ink", "give-tint"),
]


def _tokens(css: str) -> dict[str, dict[str, str]]:
    """The colours of the light and of the dark look; the dark one keeps what it does not change."""
    light, dark = re.split(r"@media screen and \(prefers-color-scheme: ?dark\)", css, maxsplit=1)
    pattern = r"--([a-z0-9-]+): ?(#[0-9a-f]{3,6})"
    first = dict(re.findall(pattern, light))
    return {"light": first, "dark": first | dict(re.findall(pattern, dark.split("\n*{")[0]))}


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_21():
    assert _contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("sheet", ["tokens.css", "survey.css"])
def test_every_pair_of_colours_can_be_read(sheet, look):
    colours = _tokens((STATIC / "css" / sheet).read_text())[look]
    pairs = [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in SHAPES]
    if sheet == "survey.css":
        pairs = [pair for pair in pairs if pair[0] in colours and pair[1] in colours]
    weak = {
        f"{front} on {back}": round(_contrast(colours[front], colours[back]), 2)
        for front, back, least in pairs
        if _contrast(colours[front], colours[back]) < least
    }
    assert weak == {}
    assert len(pairs) >= 20


def test_the_employees_colours_are_those_of_the_product():
    product = _tokens((STATIC / "css" / "tokens.css").read_text())
    employee = _tokens((STATIC / "css" / "survey.css").read_text())
    for look in ("light", "dark"):
        other = {
            name: (colour, product[look][name])
            for name, colour in employee[look].items()
            if _luminance(colour) != _luminance(product[look][name])
        }
        assert other == {}


def test_vendored_files_are_the_listed_ones():
    listed = {file["path"]: file["sha256"] for package in MANIFEST["packages"] for file in package["files"]}
    present = {
        str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    present["icons.svg"] = hashlib.sha256((STATIC / "icons.svg").read_bytes()).hexdigest()
    assert present == listed


def test_every_vendored_package_names_version_licence_and_source():
    incomplete = [
        package
        for package in MANIFEST["packages"]
        if not all(package.get(key) for key in ("name", "version", "licence", "source", "files"))
    ]
    assert incomplete == []
    assert {package["name"] for package in MANIFEST["packages"]} == {
        "Atkinson Hyperlegible Next",
        "htmx",
        "Lucide",
    }


def test_the_employees_files_stay_small():
    sizes = {name: (STATIC / name).stat().st_size for name in ("css/survey.css", "js/survey.js")}
    assert {name: size for name, size in sizes.items() if size > 6 * 1024} == {}


def test_style_sheets_load_nothing_from_elsewhere():
    targets = {
        (path.name, target)
        for path in (STATIC / "css").glob("*.css")
        for target in re.findall(r"url\(\"?([^\")]+)\"?\)|@import\s+\"([^\"]+)\"", path.read_text())
        for target in target
        if target
    }
    missing = {
        (name, target) for name, target in targets if not (STATIC / "css" / target).resolve().is_file()
    }
    assert missing == set()
    assert targets != set()


def test_our_scripts_need_no_eval_and_no_other_host():
    scripts = {path.name: path.read_text() for path in (STATIC / "js").glob("*.js")}
    assert set(scripts) >= {"werkdruk.js", "survey.js"}
    refused = {
        name: found
        for name, text in scripts.items()
        if (found := re.findall(r"\beval\(|new Function|innerHTML|\.style\b|https?://", text))
    }
    assert refused == {}


def test_no_template_has_inline_style_or_script():
    """The content security policy refuses both. Mail is no page: it may carry inline style."""
    found = {}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text()
        name = str(path.relative_to(ROOT / "templates"))
        if "email" in path.parts or "mail" in path.parts:
            continue
        hits = re.findall(
            r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*application/json)", text
        )
        if hits:
            found[name] = hits
    assert found == {}
