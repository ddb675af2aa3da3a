#!/usr/bin/env python3
"""Write the held-out annotations with the evidence as text, as the scorer wants them.

usage: heldout.py ANNOTATIONS ARTICLES OUT

ANNOTATIONS holds ID.json with evidence as {"start", "end"}, bytes of ARTICLES/ID.txt; OUT gets ID.json with the text of the spans.
"""
import json
import pathlib
import sys


def main(annotations, articles, out):
    for path in sorted(pathlib.Path(annotations).glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (pathlib.Path(articles) / (path.stem + ".txt")).read_bytes()
        for claim in gold["claims"]:
            span = claim["evidence"]
            claim["evidence"] = text[span["start"] : span["end"]].decode("utf-8")
        (pathlib.Path(out) / path.name).write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
