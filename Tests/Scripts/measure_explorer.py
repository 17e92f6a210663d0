"""Measures the explorer's page in a browser:
measure_explorer.py PAGE CHROMIUM [WHAT …]

Prints a line of JSON a measurement, as lstm-lab-bench does. Milliseconds of
work are the processor time of the page's main thread as Chromium's own trace
has it, scripts, layout and painting together, so that other programs on the
machine do not count. Needs playwright.
"""

import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import sync_playwright

address, chromium = Path(sys.argv[1]).resolve().as_uri(), sys.argv[2]
sentence = ("“Well, Prince,” he said, “and what do you think of the war?” "
            "The prince did not answer. ")
keys = 15


def show(name, samples, units):
    print(json.dumps({
        "name": f"page.{name}", "threads": 1, "repeat": len(samples),
        "median_ms": round(statistics.median(samples), 3),
        "min_ms": round(min(samples), 3), "max_ms": round(max(samples), 3),
        "units": units}), flush=True)


class Page:
    """The page with a text; all statistics made, unless that takes minutes."""

    def __init__(self, browser, fragment="", waits=True):
        self.browser = browser
        self.context = browser.new_context(
            viewport={"width": 1440, "height": 900})
        self.page = self.context.new_page()
        self.page.goto(address + fragment)
        self.wait("document.querySelector('main').ariaBusy === 'false'")
        if waits:
            self.wait("document.querySelectorAll('#contexts li').length > 0")

    def wait(self, condition):
        for _ in range(300):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(100)

    def traced(self, work):
        """The events of the main thread while something is done."""
        self.browser.start_tracing(
            page=self.page, categories=["devtools.timeline", "toplevel"])
        work()
        events = json.loads(self.browser.stop_tracing())["traceEvents"]
        threads = defaultdict(int)
        for event in events:
            if event["name"] in ("EventDispatch", "FireAnimationFrame"):
                threads[event["pid"], event["tid"]] += 1
        main = max(threads, key=threads.get)
        return [e for e in events if (e["pid"], e["tid"]) == main
                and e["ph"] == "X" and "tdur" in e]


def tasks(events):
    return [e for e in events if e["name"].endswith("RunTask")]


def follows(event):
    """Whether an event is a key, or a frame that shows what it did."""
    return event["name"] == "FireAnimationFrame" or (
        event["name"] == "EventDispatch"
        and event["args"]["data"]["type"] in ("keydown", "keypress"))


def until_frame(events):
    """The work from a key to the end of the first frame after it, in which
    the picture is drawn: scripts, layout and paint."""
    frame = min(e["ts"] for e in events if e["name"] == "FireAnimationFrame")
    return sum(e["tdur"] for e in tasks(events) if e["ts"] <= frame) / 1e3


def typing(browser, name, back):
    """A keystroke in 500 characters, so many before their end: all work until
    everything that is read from the text stands under it."""
    page = Page(browser, f"#text={quote((sentence * 9)[:500])}&at=499")
    page.page.focus("#text")
    page.page.keyboard.press("Control+End")
    for _ in range(back):
        page.page.keyboard.press("ArrowLeft")
    page.page.wait_for_timeout(500)

    def type_keys():
        for _ in range(keys + 3):
            page.page.keyboard.press("e")
            page.page.wait_for_timeout(400)

    events = page.traced(type_keys)
    starts = sorted(e["ts"] for e in events if e["name"] == "EventDispatch"
                    and e["args"]["data"]["type"] == "keydown")
    frames, work, scripts = [], [], []
    for start, end in zip(starts[3:], starts[4:]):
        near = [e for e in events if start <= e["ts"] < end]
        scripts.append(sum(e["tdur"] for e in near if follows(e)) / 1e3)
        frames.append(until_frame(near))
        work.append(sum(e["tdur"] for e in tasks(near)) / 1e3)
    show(f"{name}.frame", frames,
         "ms until the picture has followed a key: scripts, layout and paint")
    show(f"{name}.script", scripts, "ms of scripts for the picture")
    show(f"{name}.all", work, "ms of the main thread a key and the 400 ms after "
         "it: the parts beside the picture, reading on in pauses")
    page.context.close()


def scrolling(browser):
    """2,000 characters moved under the eye: the longest task of each second."""
    page = Page(browser, f"#text={quote((sentence * 24)[:2000])}&at=0")
    box = page.page.locator("#picture").bounding_box()
    page.page.mouse.move(box["x"] + 300, box["y"] + 120)

    def scroll():
        for _ in range(120):
            page.page.mouse.wheel(300, 0)
            page.page.wait_for_timeout(16)

    scripts = [
        e["tdur"] / 1e3 for e in page.traced(scroll)
        if e["name"] in ("FireAnimationFrame", "EventDispatch", "TimerFire",
                         "FireIdleCallback")]
    longest = sorted(scripts)[-20:]
    show("scroll.longest", longest, "ms, the twenty longest scripting tasks")
    page.context.close()


def opening(browser):
    paints = []
    for _ in range(5):
        page = Page(browser, waits=False)
        paints.append(page.page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]"
            ".startTime"))
        page.context.close()
    show("first-paint", paints, "ms from the file, by the clock")


def heap(browser):
    page = Page(browser, f"#text={quote((sentence * 24)[:2000])}&at=0"
                f"&hold=f[11]%3D0%403-5")
    session = page.context.new_cdp_session(page.page)
    session.send("HeapProfiler.collectGarbage")
    used = page.page.evaluate("performance.memory.usedJSHeapSize") / 1e6
    show("heap", [used], "MB of JavaScript, not ms: 2,000 characters, a hold")
    page.context.close()


with sync_playwright() as driver:
    browser = driver.chromium.launch(
        executable_path=chromium,
        args=["--no-sandbox", "--enable-precise-memory-info"])
    for name, measure in {
        "first-paint": opening,
        "key-at-end": lambda b: typing(b, "key-at-end", 0),
        "key-100-before-end": lambda b: typing(b, "key-100-before-end", 100),
        "scroll": scrolling,
        "heap": heap,
    }.items():
        if not sys.argv[3:] or name in sys.argv[3:]:
            measure(browser)
    browser.close()
