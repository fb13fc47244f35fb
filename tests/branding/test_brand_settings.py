"""What [brand] may say, and what each bad setting is told: what, where, what next."""

import struct
import tomllib

import pytest

from briefkit.branding.brand import Brand, Contact
from briefkit.branding.logo import LARGEST
from briefkit.branding.settings import find_brand, read_brand
from briefkit.errors import BadSetting

WHO = 'organisation = "Ashcombe Council"\ncontact = "the policy team"\n'
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
LOGO = '[brand.logo]\nfile = "logo.svg"\nalt = "Ashcombe"\n'


def brand_of(text, folder):
    return read_brand(tomllib.loads(text), folder / "briefkit.toml")


def told(text, folder):
    with pytest.raises(BadSetting) as fault:
        brand_of(text, folder)
    return str(fault.value)


def test_a_whole_brand_is_read(tmp_path):
    (tmp_path / "logo.svg").write_text(DRAWING.format("<path d='M0 0H9'/>"), "utf-8")
    brand = brand_of(
        f'[brand]\n{WHO.splitlines()[0]}\ntagline = "Near  you"\n'
        '[brand.contact]\nname = "Policy"\nemail = "a@b.example"\nphone = "01632 960 001"\n'
        'link = "write to us"\n[brand.colours]\nmain = "#0b5c4b"\naccent = "#702"\n'
        f'dark = "#123"\n{LOGO}plate = false\n',
        tmp_path,
    )
    assert (brand.main, brand.accent, brand.dark) == ("#0B5C4B", "#770022", "#112233")
    assert brand.contact == Contact("Policy", "a@b.example", "01632 960 001", "write to us")
    assert brand.tagline == "Near you"
    assert (brand.logo.format, brand.logo.width, brand.logo.height) == ("svg", 40, 20)
    assert brand.logo.plate is False
    assert brand.logo.uri.startswith("data:image/svg+xml;base64,")


def test_organisation_and_contact_may_stand_at_the_top_of_the_file_as_before(tmp_path):
    assert brand_of(WHO, tmp_path) == brand_of(f"[brand]\n{WHO}", tmp_path)
    assert "organisation stands twice" in told(f"{WHO}[brand]\n{WHO}", tmp_path)
    twice = told(f'{WHO}[brand]\n[brand.contact]\nname = "x"\n', tmp_path)
    assert "contact stands twice" in twice


def test_what_is_not_said_is_todays_look(tmp_path):
    brand = brand_of(f"[brand]\n{WHO}", tmp_path)
    assert brand == Brand("Ashcombe Council", contact=Contact("the policy team"))
    assert brand.logo is None


def test_the_last_lines_say_who_publishes_and_whom_to_ask():
    contact = Contact("Policy", "a@b.example", "01632 960 001", "write to us")
    brand = Brand("Ashcombe Council.", "Near you", contact)
    lines = ["".join(span["text"] for span in line) for line in brand.colophon]
    assert lines == [
        "Published by Ashcombe Council.",
        "Contact: Policy, write to us (a@b.example), 01632 960 001.",
        "Near you.",
    ]
    links = [span["href"] for line in brand.colophon for span in line if "href" in span]
    assert links == ["mailto:a@b.example"]
    assert Brand().colophon == []


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("colour = 1", "[brand]: 'colour' is no setting. Did you mean 'colours'?"),
        ("qqq = 1", "'qqq' is no setting. Known: organisation, tagline"),
        ("tagline = 5", "tagline must be text in quotes"),
        (f'tagline = "{"x" * 201}"', "tagline has 201 characters; it may have 200"),
        ("colours = 5", "[brand.colours] must be a table"),
        ('colours = {mian = "#000"}', "'mian' is no setting. Did you mean 'main'?"),
        ('colours = {main = "navy"}', "colours.main: 'navy' is no colour. Write # and six"),
        ("colours = {main = 5}", "colours.main: 5 is no colour"),
        ('colours = {main = "#000;}*{x"}', "is no colour"),
        (
            'colours = {accent = "#FFD200"}',
            "colours.accent: #FFD200 is too pale: words on white 1.",
        ),
        ('logo = "logo.svg"', "[brand.logo] must be a table"),
        ('logo = {file = "no.svg", alt = "x"}', "there is no file 'no.svg' beside briefkit.toml"),
        (
            'logo = {file = "../x.svg", alt = "x"}',
            "logo.file must name an SVG or PNG in the folder",
        ),
        ('logo = {file = "/x.svg", alt = "x"}', "logo.file must name an SVG or PNG in the folder"),
        ('logo = {file = "no.svg"}', "logo.alt is missing. Say in words what the logo shows"),
        ('logo = {file = "no.svg", alt = "x", plate = "no"}', "logo.plate must be true or false"),
    ],
)
def test_each_bad_setting_is_told(setting, words, tmp_path):
    assert words in told(f"[brand]\n{WHO}{setting}\n", tmp_path)


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ('email = "a b"', "contact.email: 'a b' is no e-mail address, such as"),
        ('email = "a@b.uk?subject=x"', "is no e-mail address"),
        ('phone = "call me"', "contact.phone: 'call me' is no telephone number"),
        ('name = "x"\nlink = "y"', "contact.link names a link, and there is no contact.email"),
        ('mail = "a@b.uk"', "[brand.contact]: 'mail' is no setting. Did you mean 'email'?"),
    ],
)
def test_each_bad_contact_is_told(contact, words, tmp_path):
    assert words in told(f'[brand]\norganisation = "A"\n[brand.contact]\n{contact}\n', tmp_path)


def test_a_pale_colour_is_told_with_its_ratio_what_is_needed_and_the_nearest_that_passes(tmp_path):
    message = told(f'[brand]\n{WHO}colours = {{main = "#FFD200"}}', tmp_path)
    assert (
        "colours.main: #FFD200 is too pale: white text on the band, links and headings on white "
        "1.45:1, needed 4.5:1; links and states on the tint 1.3"
    ) in message
    offered = message.rpartition('passes is "')[2].partition('"')[0]
    assert brand_of(f'[brand]\n{WHO}colours = {{main = "{offered}"}}', tmp_path).main == offered


def test_all_problems_are_told_at_once(tmp_path):
    message = told('[brand]\ntagline = 1\nlogo = 2\ncolours = {main = "x"}\n', tmp_path)
    assert message.startswith(f"{tmp_path / 'briefkit.toml'}: 5 problems in [brand].")
    assert message.count("\n") == 5
    assert "organisation is missing" in message
    assert "contact is missing" in message


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>x()</script>", "<script>"),
        ("<g onload='x()'/>", "the script onload"),
        ("<image href='https://a.example/x.png'/>", "a reference to 'https://a.example/x.png'"),
        ("<use href='other.svg#a'/>", "a reference to 'other.svg#a'"),
        ("<style>@import 'x.css';</style>", "a style sheet that fetches something"),
        ("<g style='fill:url(https://a.example)'/>", "a reference in style"),
        ("<foreignObject/>", "<foreignobject>"),
        ("<a href='#x'/>", "<a>"),
        ("<text>Ashcombe</text>", "holds text, which would look different on every machine"),
        ("<g>", "is no well-formed SVG"),
    ],
)
def test_a_logo_that_could_run_fetch_or_change_is_refused(inside, words, tmp_path):
    (tmp_path / "logo.svg").write_text(DRAWING.format(inside), "utf-8")
    assert words in told(f"[brand]\n{WHO}{LOGO}", tmp_path)


def test_a_logo_may_use_what_it_holds_itself(tmp_path):
    inside = "<defs><g id='a'/></defs><use href='#a'/><path fill='url(#a)' d='M0 0'/>"
    (tmp_path / "logo.svg").write_text(DRAWING.format(inside), "utf-8")
    assert brand_of(f"[brand]\n{WHO}{LOGO}", tmp_path).logo.format == "svg"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "opens with a DOCTYPE"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "has neither a viewBox nor width and"),
        (b"GIF89a", "is neither SVG nor PNG"),
        (b"\x89PNG\r\n\x1a\nbroken", "is a broken PNG"),
        (
            b"<svg>" + b" " * LARGEST,
            f"bytes; it stands in every document, so it may have {LARGEST:,}",
        ),
    ],
)
def test_a_file_that_is_no_fit_logo_is_told(content, words, tmp_path):
    (tmp_path / "logo.svg").write_bytes(content)
    assert words in told(f"[brand]\n{WHO}{LOGO}", tmp_path)


def test_a_png_has_its_own_size(tmp_path):
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 60, 30)
    (tmp_path / "logo.svg").write_bytes(head)
    logo = brand_of(f"[brand]\n{WHO}{LOGO}", tmp_path).logo
    assert (logo.format, logo.width, logo.height) == ("png", 60, 30)


def test_a_brand_is_found_from_any_folder_inside_its_project(tmp_path):
    (tmp_path / "briefkit.toml").write_text('organisation = "Ashcombe Council"\n', "utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_brand(inner).organisation == "Ashcombe Council"
    assert find_brand(None) == Brand()
    assert find_brand(tmp_path.parent) == Brand()
