#!/usr/bin/env python3
"""Sentences of a novel, each marked as spoken or told.

    make_spoken.py BOOK > spoken.tsv

A sentence counts where its quotation marks say what it is: spoken where it
lies between “ and ”, told where its paragraph has none. The marks are taken out,
so that only the words tell. As many of either kind, drawn with a seed.
"""

import random
import re
import sys

COUNT, SEED, SHORTEST, LONGEST = 700, 1997, 25, 160


def sentences(text):
    parts = re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)
    return [" ".join(part.split()) for part in parts]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        paragraphs = file.read().split("\n\n")
    kinds = {"spoken": set(), "told": set()}
    for paragraph in paragraphs:
        if "“" in paragraph:
            for speech in re.findall(r"“([^“”]*)”", paragraph):
                # A speech that is broken off by “he said” ends in a comma.
                kinds["spoken"].update(
                    s for s in sentences(speech) if s[-1:] in {".", "!", "?"})
        elif "”" not in paragraph and not paragraph.isupper():
            kinds["told"].update(sentences(paragraph))
    generator = random.Random(SEED)
    rows = []
    for kind, found in kinds.items():
        fitting = sorted(
            s for s in found
            if SHORTEST <= len(s) <= LONGEST and s[0].isupper()
            and "\t" not in s and not re.search(r"[\d\[\]()*_\"]", s)
            and not s.startswith(("CHAPTER", "BOOK")))
        rows += [(s, kind) for s in generator.sample(fitting, COUNT)]
    generator.shuffle(rows)
    print("sentence\tkind")
    for sentence, kind in rows:
        print(f"{sentence}\t{kind}")


if __name__ == "__main__":
    main()
