"""Looks at an HTML file: every element is closed in order, ids are used once, nothing runs or loads from elsewhere but what the page brings with it."""
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr", "source", "base", "area", "embed", "param", "track"}


class Look(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.wrong = [], set(), []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id" and value in self.ids:
                self.wrong.append(f"id {value} twice")
            if name == "id":
                self.ids.add(value)
            if name.startswith("on"):
                self.wrong.append(f"handler {name} on {tag}")
            if name in ("href", "src") and value and value.split(":")[0].lower() in ("javascript", "data", "vbscript"):
                self.wrong.append(f"{name}={value[:40]}")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> in line {self.getpos()[0]} closes nothing")


look = Look()
with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
look.feed(text)
look.close()
if not text.lower().startswith("<!doctype html>"):
    look.wrong.append("no doctype")
if look.open:
    look.wrong.append(f"not closed: {look.open}")
if look.wrong:
    sys.exit("; ".join(look.wrong[:5]))
