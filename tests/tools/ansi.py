"""Turns what a terminal shows (standard input, SGR colours) into an HTML page of the given title, for a picture of it."""
import html
import re
import sys

COLOURS = {"30": "#2e3440", "31": "#e0525f", "32": "#7fb069", "33": "#d9a441", "34": "#5b9bd5", "35": "#b48ead", "36": "#56b6c2", "37": "#d8dee9",
           "90": "#7b8494", "91": "#ff6b78", "92": "#9ed67f", "93": "#f0c062", "94": "#79b8f3", "95": "#d3a8cf", "96": "#7fd6e0", "97": "#ffffff"}


def style(codes):
    css = []
    for code in codes:
        if code == "1":
            css.append("font-weight:bold")
        elif code == "2":
            css.append("opacity:.65")
        elif code == "4":
            css.append("text-decoration:underline")
        elif code in COLOURS:
            css.append(f"color:{COLOURS[code]}")
    return ";".join(css)


def spans(text):
    state, out = [], []
    for part in re.split(r"(\x1b\[[0-9;]*m)", text):
        sgr = re.fullmatch(r"\x1b\[([0-9;]*)m", part)
        if sgr:
            for code in (sgr.group(1) or "0").split(";"):
                state = [] if code in ("0", "") else state + [code]
        elif part:
            css = style(state)
            body = html.escape(part)
            out.append(f'<span style="{css}">{body}</span>' if css else body)
    return "".join(out)


print(f"""<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{html.escape(sys.argv[1])}</title><style>
body {{ margin: 0; background: #1f2430; }}
header {{ color: #9aa5b5; font: 13px sans-serif; padding: 10px 18px; background: #171b24; }}
pre {{ color: #d8dee9; font: 14px/1.42 "DejaVu Sans Mono", monospace; margin: 0; padding: 16px 18px 22px; }}
</style><header>{html.escape(sys.argv[1])}</header><pre>{spans(sys.stdin.read())}</pre></html>""")
