"""Uses the explorer's page as a reader would, and holds what it shows to the
program: check_explorer.py LSTM-LAB PAGE [CHROMIUM]

Needs playwright and a Chromium; axe-playwright-python where it is installed.
"""

import csv
import io
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

program, page_file = sys.argv[1], Path(sys.argv[2]).resolve()
chromium = sys.argv[3] if len(sys.argv) > 3 else "/usr/bin/chromium"
address = page_file.as_uri()
tolerance = 1e-5


def run(*arguments):
    return subprocess.run(
        [program, *arguments], check=True, capture_output=True, text=True
    ).stdout


def values(text):
    """The rows of a trace: (step, unit, quantity) to value."""
    return {
        (int(r["step"]), int(r["unit"]), r["quantity"]): float(r["value"])
        for r in csv.DictReader(io.StringIO(text, newline=""))
    }


def check(condition, words):
    if not condition:
        raise SystemExit(f"the explorer's page: {words}")


class Reader:
    """A page in a browser, with what went wrong in it."""

    def __init__(self, browser, fragment="", file=address, **options):
        self.context = browser.new_context(
            viewport={"width": 1440, "height": 900}, **options
        )
        self.page = self.context.new_page()
        self.problems, self.requests = [], []
        self.page.on("pageerror", lambda e: self.problems.append(str(e)))
        self.page.on(
            "console",
            lambda m: m.type == "error" and self.problems.append(m.text),
        )
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.goto(file + fragment)
        self.settle()

    def settle(self):
        self.wait(
            "document.querySelector('#agreement').dataset.difference !== ''"
            " && document.querySelector('main').ariaBusy === 'false'")
        self.page.wait_for_timeout(100)

    def wait(self, condition):
        """Until a JavaScript condition holds; the page allows no eval."""
        for _ in range(600):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(100)
        check(False, f"never comes to {condition}")

    def text(self, selector):
        return self.page.inner_text(selector)

    def saved(self, kind):
        self.page.click("#keep-button")
        with self.page.expect_download() as download:
            self.page.click(f"[data-save={kind}]")
        content = Path(download.value.path()).read_bytes()
        self.page.keyboard.press("Escape")
        return content

    def close(self):
        outside = [
            url
            for url in self.requests
            if not url.startswith(("file:", "blob:", "data:"))
        ]
        check(not outside, f"asked for {outside}")
        check(not self.problems, f"reported {self.problems}")
        self.context.close()


def agrees_with(reader, *arguments):
    """Every value that the page saves, against the program's trace."""
    page = values(reader.saved("csv").decode())
    core = values(run("trace", "--format", "csv", "--quiet", *arguments))
    check(page.keys() == core.keys(), f"has {len(page)} of {len(core)} values")
    apart = max(abs(page[k] - core[k]) for k in core)
    check(apart <= tolerance, f"differs from the program by {apart}")
    return apart


def types(browser):
    reader = Reader(browser)
    difference = float(
        reader.page.get_attribute("#agreement", "data-difference")
    )
    check(difference <= 1e-9, f"differs from its own trace by {difference}")
    reader.page.fill("#text", "")
    reader.page.type("#text", 'He said: "No". <b>&amp;</b>\nThen')
    reader.settle()
    text = reader.page.input_value("#text")
    apart = agrees_with(reader, "--text", text)
    likeliest = reader.page.get_attribute("#next li", "data-probability")
    line = run("trace", "--format", "jsonl", "--text", text).splitlines()[-1]
    core = float(re.search(r'"probability":([\d.e-]+)', line).group(1))
    check(abs(float(likeliest) - core) < tolerance, "predicts otherwise")
    reader.close()
    return apart


def points_and_holds(browser):
    text = "“Well, Prince,” he said, “and what”"
    reader = Reader(browser, f"#text={quote(text)}&at=20&unit=11")
    panel = reader.page.locator("#panels > canvas").first
    panel.click(position={"x": 58 + 18 * 12 + 4, "y": 9 * 3 + 4})
    reader.settle()
    check("Step 12" in reader.text("#sentence"), "does not go where pointed")
    check("Unit 11" not in reader.text("#sentence"), "keeps its unit")
    reader.page.goto(
        address + f"#text={quote(text)}&at=20&unit=11&hold=f[11]%3D0%4014-17"
    )
    reader.page.reload()
    reader.settle()
    agrees_with(reader, "--text", text, "--clamp", "f[11]=0@14-17")
    check("→" in reader.text("#effect"), "says nothing of the hold")
    reader.page.click("#hold-reset")
    reader.settle()
    agrees_with(reader, "--text", text)
    memory = reader.text("#memory")
    check("\n" in memory and "+" in memory, "shows no shares")
    reader.close()


def follows_a_link(browser):
    reader = Reader(browser)
    reader.page.fill("#text", "A link, “kept”")
    reader.page.focus("#panels")
    reader.page.keyboard.press("End")
    reader.page.keyboard.press("ArrowLeft")
    reader.page.keyboard.press("ArrowDown")
    reader.page.wait_for_timeout(800)
    sentence, link = reader.text("#sentence"), reader.page.url
    other = Reader(browser, file=link)
    check(other.text("#sentence") == sentence, "forgets what a link says")
    other.close()
    reader.close()


def searches(browser):
    reader = Reader(browser)
    reader.page.focus("#panels")
    reader.page.keyboard.press("/")
    reader.page.keyboard.type("37")
    reader.settle()
    check("Unit 37" in reader.text("#sentence"), "does not find unit 37")
    reader.close()


def keeps(browser):
    reader = Reader(browser)
    check(reader.saved("png")[:4] == b"\x89PNG", "saves no PNG")
    svg = reader.saved("svg").decode()
    check(svg.startswith("<svg") and svg.count("<rect") > 100, "saves no SVG")
    reader.page.click("#keep-button")
    commands = reader.page.locator("#commands code").all_inner_texts()
    with tempfile.TemporaryDirectory() as folder:
        for command in commands:
            made = subprocess.run(
                ["bash", "-c", f"lstm-lab() {{ '{program}' \"$@\"; }}; {command}"],
                cwd=folder, capture_output=True, text=True,
            )
            check(made.returncode == 0, f"{command}: {made.stderr}")
    reader.close()
    return len(commands)


def tours(browser):
    reader = Reader(browser)
    reader.page.focus("#tour-button")
    reader.page.keyboard.press("Enter")
    titles = []
    for _ in range(8):
        titles.append(reader.text("#tour-title"))
        reader.page.keyboard.press("Enter")
        reader.page.wait_for_timeout(100)
    check(len(set(titles)) == 8, f"stops at {titles}")
    check(not reader.page.is_visible("#tour"), "never ends its tour")
    reader.close()


def writes(browser):
    reader = Reader(browser, "#text=Well")
    reader.page.click("#write-button")
    reader.wait(
        "document.querySelector('#text').value.length > 20")
    reader.page.click("#write-button")
    reader.settle()
    agrees_with(reader, "--text", reader.page.input_value("#text"))
    reader.close()


def survives(browser):
    hostile = "</script><script>alert(1)</script> \"'`${1} 👩‍👩‍👧 שלום عربي \u202e\u0000 中"
    hostile = hostile.replace("\u0000", "")
    reader = Reader(browser, f"#text={quote(hostile)}&compare=text&other=%3Cb%3E")
    check(reader.page.locator("b", has_text="1").count() == 0, "reads HTML")
    agrees_with(reader, "--text", hostile)
    reader.page.fill("#text", "And so it went on. " * 120)
    reader.wait(
        "document.querySelector('#sentence').textContent.includes('1999')")
    reader.page.fill("#text", "")
    reader.settle()
    check("Write something" in reader.text("#sentence"), "has no empty state")
    for fragment in ("#at=1e9&unit=-4&layer=9&quantity=q&hold=f%5B", "#%"):
        odd = Reader(browser, fragment)
        check("Step" in odd.text("#sentence"), f"does not open at {fragment}")
        odd.close()
    reader.close()


def warns(browser):
    """One altered weight, and the badge is red."""
    page = page_file.read_text()
    start = page.index('id="weights">') + len('id="weights">')
    place = start + 4000
    letter = "Q" if page[place] != "Q" else "R"
    with tempfile.TemporaryDirectory() as folder:
        altered = Path(folder) / "altered.html"
        altered.write_text(page[:place] + letter * 4 + page[place + 4 :])
        reader = Reader(browser, file=altered.as_uri())
        difference = float(
            reader.page.get_attribute("#agreement", "data-difference")
        )
        check(
            difference > tolerance or math.isnan(difference),
            "does not notice an altered weight",
        )
        check(
            "wrong" in reader.page.get_attribute("#agreement", "class"),
            "has a badge that stays calm",
        )
        reader.close()


def works_without_scripts(browser):
    reader = Reader.__new__(Reader)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    check("JavaScript" in page.inner_text("body"), "says nothing when off")
    check(page.locator("noscript svg, body svg").count() > 0
          or "<svg" in page.content(), "shows no picture when off")
    context.close()


def is_accessible(browser):
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        return "axe is not installed"
    for scheme in ("light", "dark"):
        reader = Reader(browser, "#hold=f[11]%3D0%403-5", color_scheme=scheme,
                        bypass_csp=True)
        found = Axe().run(reader.page).response["violations"]
        serious = [
            f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:4]}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
        check(not serious, f"in {scheme} is hard to use: {serious}")
        reader.context.close()
    return "axe finds no serious fault"


with sync_playwright() as driver:
    browser = driver.chromium.launch(
        executable_path=chromium, args=["--no-sandbox"]
    )
    only = sys.argv[4:]
    for test in (types, points_and_holds, follows_a_link, searches, keeps,
                 tours, writes, survives, warns, works_without_scripts,
                 is_accessible):
        if only and test.__name__ not in only:
            continue
        found = test(browser)
        print(f"explorer: {test.__name__.replace('_', ' ')}"
              + (f" ({found})" if found is not None else ""))
    browser.close()
