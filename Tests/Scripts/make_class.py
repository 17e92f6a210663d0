"""What a teacher takes to a class: a worksheet with blanks, its key, and the
course's pictures as slides, as HTML pages for a browser or a printer.

    python3 Tests/Scripts/make_class.py .build/release/lstm-lab class [seed]

A seed, a name or a number, gives exercises with other numbers.
"""

import base64
import html
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
STYLE = """
body { font: 12pt/1.45 Georgia, serif; max-width: 42em; margin: 2em auto; }
h2 { break-before: page; } h2:first-of-type { break-before: auto; }
pre { font-size: 10pt; white-space: pre-wrap; }
.blank { border-bottom: 1px solid #888; height: 2.2em; }
.exercise { break-inside: avoid; margin-bottom: 1.6em; }
"""
SLIDES = """
body { font: 20pt/1.3 Helvetica, Arial, sans-serif; margin: 0; }
section { height: 100vh; box-sizing: border-box; padding: 3vh 4vw;
  display: flex; flex-direction: column; break-after: page; }
section img { flex: 1; min-height: 0; object-fit: contain; }
h2 { margin: 0 0 1vh; font-size: 24pt; } p { margin: 1vh 0 0; font-size: 16pt; }
"""
TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def run(*arguments):
    """What lstm-lab prints."""
    return subprocess.run([sys.argv[1], *arguments], check=True, text=True,
                          capture_output=True).stdout


def page(title, style, body):
    """A whole HTML page."""
    return ('<!doctype html><html lang="en"><meta charset="utf-8">'
            f"<title>{title}</title><style>{style}</style>{body}</html>\n")


def lessons():
    """Number, title and text of each lesson."""
    for path in sorted((ROOT / "Lessons").glob("[0-9][0-9]-*/lesson.md")):
        text = path.read_text(encoding="utf-8")
        number, title = re.match(r"# (\d+)\. (.*)", text).groups()
        yield int(number), title, text


def worksheet(seed):
    """Every exercise with room for an answer."""
    sheet = run("lesson", "export", "--template", "--seed", seed)
    questions = {}
    question = []
    for line in sheet.splitlines():
        if line.startswith("# "):
            question.append(line[2:])
        elif match := re.match(r"(\d+)\.(\d+):", line):
            questions.setdefault(int(match[1]), []).append(
                (f"{match[1]}.{match[2]}", "\n".join(question)))
            question = []
        else:
            question = []
    body = "<h1>Worksheet</h1><p>Name:</p><div class=blank></div>"
    for number, title, _ in lessons():
        body += f"<h2>{number}. {html.escape(title)}</h2>"
        for name, text in questions.get(number, []):
            body += (f"<div class=exercise><b>{name}</b><pre>"
                     f"{html.escape(text)}</pre><div class=blank></div></div>")
    return page("Worksheet", STYLE, body)


def slides():
    """A slide for each picture of each lesson."""
    body = ""
    for number, title, text in lessons():
        for caption, link in re.findall(r"!\[([^\]]*)\]\(([^)\s]*)[^)]*\)", text):
            picture = ROOT / "Figures" / pathlib.Path(link).name
            data = base64.b64encode(picture.read_bytes()).decode()
            kind = TYPES[picture.suffix]
            body += (f"<section><h2>{number}. {html.escape(title)}</h2>"
                     f'<img alt="" src="data:{kind};base64,{data}">'
                     f"<p>{html.escape(caption)}</p></section>")
    return page("Slides", SLIDES, body)


def main():
    """Writes the three pages."""
    folder = pathlib.Path(sys.argv[2])
    seed = sys.argv[3] if len(sys.argv) > 3 else "0"
    folder.mkdir(parents=True, exist_ok=True)
    key = html.escape(run("lesson", "grade", "--key", "--seed", seed))
    pages = {
        "worksheet.html": worksheet(seed),
        "key.html": page("Key", STYLE, f"<h1>Key</h1><pre>{key}</pre>"),
        "slides.html": slides(),
    }
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
        print(folder / name)


if __name__ == "__main__":
    main()
