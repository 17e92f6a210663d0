"""Uses the explorer's pages as a reader would, and holds what they show to the
program: check_explorer.py LSTM-LAB CHROMIUM FOLDER [TEST …]

FOLDER holds the pages that check_explorer.sh has written. Needs playwright;
axe-playwright-python where it is installed.
"""

import csv
import io
import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from playwright.sync_api import sync_playwright

program, chromium, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
book = folder / "book.html"
tolerance = 1e-5
prince = "“Well, Prince,” he said, “and what”"


def run(*arguments):
    return subprocess.run(
        [program, *arguments], check=True, capture_output=True, text=True
    ).stdout


def values(text):
    """The rows of a trace: (step, layer, unit, quantity) to value."""
    return {
        (int(r["step"]), int(r["layer"]), int(r["unit"]), r["quantity"]):
            float(r["value"])
        for r in csv.DictReader(io.StringIO(text, newline=""))
    }


def check(condition, words):
    if not condition:
        raise SystemExit(f"the explorer's page: {words}")


def number(text):
    return float(text.replace("−", "-").replace("+", ""))


class Reader:
    """A page in a browser, with what went wrong in it."""

    def __init__(self, browser, fragment="", file=book, width=1440, **options):
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, **options
        )
        self.open(file.as_uri() + fragment)

    def open(self, address):
        self.page = self.context.new_page()
        self.problems, self.requests = [], []
        self.page.on("pageerror", lambda e: self.problems.append(str(e)))
        self.page.on(
            "console",
            lambda m: m.type == "error" and self.problems.append(m.text),
        )
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.goto(address)
        self.settle()

    def settle(self):
        # A frame begins what is to be waited for.
        self.page.wait_for_timeout(50)
        self.wait(
            "document.querySelector('#agreement').dataset.difference !== ''"
            " && document.querySelector('main').ariaBusy === 'false'")

    def wait(self, condition):
        """Until a JavaScript condition holds; the page allows no eval."""
        for _ in range(900):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(50)
        check(False, f"never comes to {condition}")

    def text(self, selector):
        return self.page.inner_text(selector)

    @property
    def difference(self):
        return float(
            self.page.get_attribute("#agreement", "data-difference"))

    def keep(self):
        self.page.click("#keep-button")

    def saved(self, kind):
        self.keep()
        with self.page.expect_download() as download:
            self.page.click(f"[data-save={kind}]")
        content = Path(download.value.path()).read_bytes()
        self.page.click("#keep form button")
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
    check(reader.difference <= 1e-9, "differs from its own trace by "
          f"{reader.difference}")
    reader.page.fill("#text", "")
    reader.page.type("#text", 'He said: "No". <b>&amp;</b>\nThen')
    reader.settle()
    text = reader.page.input_value("#text")
    apart = agrees_with(reader, "--text", text)
    lines = [json.loads(line) for line in
             reader.saved("jsonl").decode().splitlines()]
    core = [json.loads(line) for line in run(
        "trace", "--format", "jsonl", "--quiet", "--text", text).splitlines()]
    check(len(lines) == len(core), "saves other steps as JSON")
    for mine, theirs in zip(lines, core):
        for a, b in zip(mine["next"], theirs["next"]):
            check(a["character"] == b["character"] and
                  abs(a["probability"] - b["probability"]) < tolerance,
                  f"expects {a} where the program expects {b}")
    likeliest = float(
        reader.page.get_attribute("#next li", "data-probability"))
    check(abs(likeliest - core[-1]["next"][0]["probability"]) < tolerance,
          "predicts otherwise beside the text")
    # In the middle, what stands before the change stays as it was.
    reader.page.focus("#text")
    reader.page.evaluate(
        "document.querySelector('#text').setSelectionRange(8, 8)")
    reader.page.keyboard.type("yes ")
    reader.settle()
    agrees_with(reader, "--text", reader.page.input_value("#text"))
    reader.close()
    return apart


def shows_the_cores_numbers(browser):
    """The wires, the sums, the memory and the losses, one by one."""
    reader = Reader(browser, f"#text={quote(prince)}&at=20&unit=11")
    core = values(run("trace", "--format", "csv", "--text", prince))
    wires = dict(
        title.rsplit(": ", 1) for title in reader.page.locator(
            "#diagram title").all_text_contents() if ": " in title)
    of = {"f": "f", "i": "i", "candidate": "g", "o": "o", "C": "c", "h": "h"}
    seen = 0
    for name, key in of.items():
        if name in wires:
            seen += 1
            check(abs(number(wires[name]) - core[20, 0, 11, key]) < tolerance,
                  f"carries {name} = {wires[name]}")
    check(seen >= 2, f"names its wires {list(wires)}")
    for part in reader.page.locator("#sums details").all():
        key, value = part.get_attribute("data-key"), part.locator(".value")
        check(abs(number(value.inner_text()) - core[20, 0, 11, key]) < 6e-5,
              f"works out {key} = {value.inner_text()}")
    rows = [row.locator("td").all_inner_texts() for row in
            reader.page.locator("#sums details[open] tr").all()]
    terms = [number(row[2]) for row in rows]
    check(abs(sum(terms[:-2]) - terms[-2]) < 5e-4, f"adds up {terms}")
    check(len(rows) == 5 + 4, "has not the five largest terms")
    sizes = [abs(t) for t in terms[:5]]
    check(sizes == sorted(sizes, reverse=True), "orders its terms otherwise")
    step = run("step", "--text", prince, "--at", "20", "--unit", "11")
    largest = re.search(r"([+−][\d.]+)", rows[0][2]).group(1)
    check(largest[:6] in step, f"has a term {largest} that step has not")
    memory = run("memory", "--text", prince, "--at", "20", "--unit", "11")
    for row in reader.text("#memory").split("\n\n"):
        found = re.match(r"(\d+) \S+\s+([+−][\d.]+)", row)
        line = found and re.search(
            rf"^ *{found[1]} .*?([+−][\d.]+) ", memory, re.M)
        check(not found or abs(number(found[2]) - number(line[1])) < 6e-4,
              f"says of a write {row!r}")
    loss = number(reader.text("#loss").split()[0])
    said = run("intervene", "--text", prince, "--clamp", "f[11]=0@14-16")
    before, after = re.search(
        r"([\d.]+) nats per character before, ([\d.]+) after", said).groups()
    check(abs(loss - float(before)) < 6e-4, f"loses {loss}, not {before}")
    reader.page.fill("#hold-from", "14")
    reader.page.fill("#hold-to", "16")
    reader.page.press("#hold-to", "Enter")
    reader.settle()
    found = number(reader.text("#loss").split("→")[1].split()[0])
    check(abs(found - float(after)) < 6e-4, f"loses {found}, not {after}")
    reader.close()


def points_and_holds(browser):
    reader = Reader(browser, f"#text={quote(prince)}&at=20&unit=11")
    panel = reader.page.locator("#panels > canvas").first
    place = {"x": 64 + 18 * 12 + 4, "y": 8 * 7 + 4}
    panel.hover(position=place)
    unit = re.search(r"unit (\d+), step 12 ", reader.text("#tip"))
    check(unit, f"says {reader.text('#tip')!r} where pointed at")
    panel.click(position=place)
    reader.settle()
    check("Step 12" in reader.text("#sentence")
          and f"Unit {unit[1]}" in reader.text("#sentence"),
          "does not go where pointed")
    # Drag over the forget gate's rug.
    reader.page.fill("#find", "11")
    reader.settle()
    box = reader.page.locator("#lane-canvas").bounding_box()
    y = box["y"] + 92 + 6 + 6
    reader.page.mouse.move(box["x"] + 64 + 18 * 14 + 4, y)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 64 + 18 * 17 + 4, y, steps=4)
    reader.page.mouse.up()
    reader.settle()
    check("f[11]=0@14-17" in reader.text("#holds"),
          f"holds {reader.text('#holds')!r} after a drag")
    check("→" in reader.text("#effect"), "says nothing of the hold")
    agrees_with(reader, "--text", prince, "--clamp", "f[11]=0@14-17")
    reader.page.focus("#hold-value")
    for _ in range(30):
        reader.page.keyboard.press("ArrowRight")
    reader.settle()
    check("f[11]=0.3@14-17" in reader.text("#holds"), "slides elsewhere")
    agrees_with(reader, "--text", prince, "--clamp", "f[11]=0.3@14-17")
    reader.page.select_option("#compare", "before")
    reader.settle()
    check(reader.page.locator("#panels > canvas").count() == 3,
          "does not compare with what was before")
    reader.page.select_option("#compare", "")
    reader.page.click("#hold-reset")
    reader.settle()
    agrees_with(reader, "--text", prince)
    reader.close()


def follows_a_link(browser):
    reader = Reader(browser)
    reader.page.fill("#text", "A link, “kept”")
    reader.page.focus("#panels")
    for key in ("End", "ArrowLeft", "ArrowDown", "Shift+ArrowLeft"):
        reader.page.keyboard.press(key)
    reader.settle()
    reader.page.wait_for_timeout(500)
    sentence, link = reader.text("#sentence"), reader.page.url
    # The same page opened twice: neither knows of the other.
    other = Reader(browser, file=book)
    other.open(link)
    check(other.text("#sentence") == sentence, "forgets what a link says")
    check("span=" in link, "forgets a stretch")
    other.close()
    reader.page.evaluate("location.hash = 'at=3&unit=5'")
    reader.settle()
    check("Unit 5" in reader.text("#sentence")
          and "Step 3" in reader.text("#sentence"), "ignores its address")
    reader.close()


def searches(browser):
    reader = Reader(browser)
    reader.page.focus("#panels")
    for words, unit in (("37", 37), ("quot", 11)):
        reader.page.keyboard.press("/")
        reader.page.keyboard.press("Control+A")
        reader.page.keyboard.type(words)
        reader.settle()
        check(f"Unit {unit} " in reader.text("#sentence"),
              f"does not find {words}")
        reader.page.focus("#panels")
    reader.page.click("#known button >> nth=0")
    reader.settle()
    check("Unit 11 " not in reader.text("#sentence"), "chooses no known unit")
    reader.close()


def looks_up(browser):
    """Orders, contexts and matches, from the text that the page carries."""
    reader = Reader(browser, f"#text={quote(prince)}&at=14&unit=11&span=14-18")
    reader.wait("document.querySelectorAll('#contexts li').length > 0")
    value = number(reader.text("#contexts li >> nth=0").split()[0])
    core = re.search(r"^ *[\d,]+ +([+−]?[\d.]+)  ",
                     run("contexts", "--unit", "11"), re.M)
    check(abs(value - number(core[1])) < 0.06, "has other contexts")
    for order in ("variance", "saturation", "half-life"):
        reader.page.select_option("#order", order)
        reader.settle()
        first = reader.page.locator("#panels > canvas").first
        first.click(position={"x": 70, "y": 3})
        reader.settle()
        check("Unit" in reader.text("#sentence"), f"has no order by {order}")
    reader.page.goto(book.as_uri()
                     + f"#text={quote(prince)}&at=14&unit=11&span=14-18")
    reader.page.reload()
    reader.settle()
    reader.wait("document.querySelectorAll('#contexts li').length > 0")
    reader.page.click("#match-button")
    said = reader.text("#matches li >> nth=0")
    units = {int(u) for u in re.search(r": ([\d, −]+)\.", said)[1]
             .replace("−", "").split(", ")}
    match = run("match", "--text", prince, "--span", "14-18", "--count", "5")
    core = {int(u) for u in re.search(r"^([−\d, ]+)\.$", match, re.M)[1]
            .replace("−", "").split(", ")}
    check(units == core, f"has {units} on where match has {core}")
    found = [re.sub(r"^ *\S+ ", "", row) for row in
             reader.page.locator("#matches li").all_inner_texts()[1:]]
    places = re.findall(r"\[(.*?)\]", match)
    check(len(found) == len(places) and all(
        place in row for place, row in zip(places, found)),
        f"finds {found} where match finds {places}")
    reader.close()
    return len(units)


def keeps(browser):
    reader = Reader(browser, f"#text={quote(prince)}&span=14-18")
    check(reader.saved("png")[:4] == b"\x89PNG", "saves no PNG")
    svg = reader.saved("svg").decode()
    ElementTree.fromstring(svg)
    check(svg.count("<rect") > 100, "saves no SVG")
    reader.keep()
    commands = reader.page.locator("#commands code").all_inner_texts()
    with tempfile.TemporaryDirectory() as work:
        for command in commands:
            made = subprocess.run(
                ["bash", "-c",
                 f"lstm-lab() {{ '{program}' \"$@\"; }}; {command}"],
                cwd=work, capture_output=True, text=True,
            )
            check(made.returncode == 0, f"{command}: {made.stderr}")
    reader.close()
    return f"{len(commands)} commands"


def prints(browser):
    reader = Reader(browser, color_scheme="dark")
    paper = reader.page.pdf(print_background=True, format="A4")
    check(paper[:4] == b"%PDF" and len(paper) > 20_000, "prints nothing")
    reader.page.emulate_media(media="print")
    check(not reader.page.is_visible("#keep-button"), "prints its buttons")
    reader.page.emulate_media(media="screen")
    reader.settle()
    check(reader.page.is_visible("#keep-button"), "stays printed")
    reader.close()


def tours(browser):
    """From stop to stop by keys alone."""
    reader = Reader(browser)
    for _ in range(20):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("document.activeElement.id") == "tour-button":
            break
    reader.page.keyboard.press("Enter")
    titles = []
    for _ in range(8):
        reader.settle()
        titles.append(reader.text("#tour-title"))
        if titles[-1] == "Break it":
            check("→" in reader.text("#effect"), "breaks nothing")
        reader.page.keyboard.press("Enter")
    reader.settle()
    check(len(set(titles)) == 8, f"stops at {titles}")
    check(not reader.page.is_visible("#tour"), "never ends its tour")
    check(reader.text("#holds") == "", "leaves the network broken")
    reader.close()


def writes(browser):
    reader = Reader(browser, "#text=Well")
    reader.page.click("#write-button")
    reader.wait("document.querySelector('#text').value.length > 20")
    reader.page.click("#write-button")
    reader.settle()
    agrees_with(reader, "--text", reader.page.input_value("#text"))
    reader.close()


def compares(browser):
    other = "“Well, Prince, he said"
    reader = Reader(browser, f"#text={quote(prince)}&at=20&unit=11"
                    f"&compare=text&other={quote(other)}")
    titles = reader.page.locator("#panels h3").all_inner_texts()
    check(len(titles) == 3 and "this − other" in titles[2],
          f"compares as {titles}")
    panel = reader.page.locator("#panels > canvas").nth(2)
    box = reader.page.locator("#panels > canvas").first.bounding_box()
    reader.page.mouse.move(box["x"] + 64 + 18 * 18 + 4, box["y"] + 1)
    panel.scroll_into_view_if_needed()
    place = panel.bounding_box()
    reader.page.mouse.move(place["x"] + 64 + 18 * 18 + 4, place["y"] + 4)
    said = re.search(r"unit (\d+), step (\d+) .*: ([+−][\d.]+)",
                     reader.text("#tip"))
    unit, step = int(said[1]), int(said[2])
    here = values(run("trace", "--format", "csv", "--text", prince))
    there = values(run("trace", "--format", "csv", "--text", other))
    key = (step, 0, unit, "c")
    check(abs(number(said[3]) - (here[key] - there[key])) < 6e-4,
          f"differs by {said[3]}")
    reader.close()


def survives(browser):
    hostile = ("</script><script>alert(1)</script> \"'`${1} 👩‍👩‍👧 שלום عربي"
               " \u202e 中")
    reader = Reader(
        browser, f"#text={quote(hostile)}&compare=text&other=%3Cb%3E")
    check(reader.page.locator("b", has_text="1").count() == 0, "reads HTML")
    agrees_with(reader, "--text", hostile)
    reader.page.fill("#text", "And so it went on. " * 120)
    reader.wait(
        "document.querySelector('#sentence').textContent.includes('1999')")
    reader.page.fill("#text", "")
    reader.settle()
    check("Write something" in reader.text("#sentence"), "has no empty state")
    for fragment in ("#at=1e9&unit=-4&layer=9&quantity=q&hold=f%5B", "#%",
                     "#span=9-2&compare=x&order=y&temperature=-1&theme=z",
                     "#span=900-5000&text=ab"):
        odd = Reader(browser, fragment)
        check("Step" in odd.text("#sentence"), f"does not open at {fragment}")
        odd.close()
    reader.close()
    # A model whose vocabulary could end a script.
    reader = Reader(browser, file=folder / "hostile.html")
    check(reader.difference <= 1e-9, "does not know a hostile vocabulary")
    agrees_with(reader, "--model", str(folder / "hostile.safetensors"),
                "--text", reader.page.input_value("#text"))
    reader.close()


def reads_series(browser):
    """Lines in the place of letters; a table dropped on the page."""
    model = str(folder / "series.safetensors")
    reader = Reader(browser, file=folder / "series.html")
    check(reader.difference <= 1e-9, "differs on rows of numbers")
    agrees_with(reader, "--model", model, "--csv", "sample")
    text = reader.page.input_value("#text")
    rows = "\n".join(text.splitlines()[:41]) + "\n"
    (folder / "rows.csv").write_text(rows)
    data = reader.page.evaluate_handle(
        """(rows) => {
          const data = new DataTransfer();
          data.items.add(new File([rows], "rows.csv", { type: "text/csv" }));
          return data;
        }""", rows)
    reader.page.dispatch_event("body", "drop", {"dataTransfer": data})
    reader.settle()
    agrees_with(reader, "--model", model, "--csv", str(folder / "rows.csv"))
    reader.page.click("#rows-box summary")
    reader.page.fill("#text", "nothing,here\n1,2\n")
    reader.settle()
    check("no column" in reader.text("#sentence"), "reads what is not there")
    reader.close()


def runs_every_cell(browser):
    """The emitted code of every built-in cell, in a browser, to 1e-12."""
    most = 0.0
    pages = sorted(folder.glob("cell-*.html"))
    for page in pages:
        reader = Reader(browser, file=page)
        check(reader.difference <= 1e-12,
              f"{page.stem} differs by {reader.difference}")
        most = max(most, reader.difference)
        reader.close()
    check(len(pages) >= 19, f"knows {len(pages)} cells")
    return f"{len(pages)} cells, {most:.0e}"


def warns(browser):
    """One altered weight, whichever, and the badge is red."""
    page = book.read_text()
    start = page.index('id="weights">') + len('id="weights">')
    end = page.index("<", start)
    with tempfile.TemporaryDirectory() as work:
        for share in (0.001, 0.3, 0.6, 0.999):
            # Whole groups of four letters.
            place = start + int(share * (end - start)) // 4 * 4
            letter = "Q" if page[place] != "Q" else "R"
            altered = Path(work) / "altered.html"
            altered.write_text(page[:place] + letter + page[place + 1 :])
            reader = Reader(browser, file=altered)
            check(reader.difference > tolerance
                  or math.isnan(reader.difference),
                  "does not notice an altered weight")
            check(
                "wrong" in reader.page.get_attribute("#agreement", "class"),
                "has a badge that stays calm",
            )
            reader.close()


def works_without_scripts(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(book.as_uri())
    check("JavaScript" in page.inner_text("body"), "says nothing when off")
    check(page.locator("svg").first.is_visible(), "shows no picture when off")
    context.close()


def is_accessible(browser):
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        return "axe is not installed"
    for scheme in ("light", "dark"):
        for width in (1440, 390):
            for file in (book, folder / "series.html"):
                # The page's own policy keeps axe out, too.
                reader = Reader(browser, "#hold=f[11]%3D0%403-5", file, width,
                                color_scheme=scheme, bypass_csp=True)
                reader.page.locator("#sums summary").last.click()
                found = Axe().run(reader.page).response["violations"]
                serious = [
                    f"{v['id']}: {v['help']} "
                    f"{[n['target'] for n in v['nodes']][:4]}"
                    for v in found
                    if v["impact"] in ("serious", "critical")
                ]
                check(not serious,
                      f"{file.stem} in {scheme} is hard to use: {serious}")
                reader.context.close()
    return "axe finds no serious fault"


def fits_a_phone(browser):
    for width in (360, 390, 768, 1024):
        reader = Reader(browser, width=width, has_touch=True,
                        reduced_motion="reduce")
        wide = reader.page.evaluate("document.documentElement.scrollWidth")
        check(wide <= width, f"is {wide} px wide on {width}")
        reader.close()


def is_small(browser):
    size = book.stat().st_size
    check(size < 1_500_000, f"has {size} bytes")
    check("default-src 'none'" in book.read_text()[:2000], "has no policy")
    return f"{size} bytes"


tests = (is_small, types, shows_the_cores_numbers, points_and_holds,
         follows_a_link, searches, looks_up, keeps, prints, tours, writes,
         compares, survives, reads_series, runs_every_cell, warns,
         works_without_scripts, is_accessible, fits_a_phone)

with sync_playwright() as driver:
    browser = driver.chromium.launch(
        executable_path=chromium, args=["--no-sandbox"]
    )
    only = sys.argv[4:]
    for test in tests:
        if only and test.__name__ not in only:
            continue
        found = test(browser)
        print(f"explorer: {test.__name__.replace('_', ' ')}"
              + (f" ({found})" if found is not None else ""), flush=True)
    browser.close()
