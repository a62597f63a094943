"""Looks at a CSV file as a spreadsheet would read it: UTF-8, CRLF, the same number of columns in each row, no cell that is taken for a formula."""
import csv
import sys

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

with open(sys.argv[1], "rb") as file:
    data = file.read()
text = data.decode("utf-8-sig")
rows = list(csv.reader(text.splitlines(keepends=True), strict=True))
widths = {len(row) for row in rows}
if not rows or len(widths) != 1:
    sys.exit(f"rows of {sorted(widths)} columns")
if data.replace(b"\r\n", b"").count(b"\r") or not data.endswith(b"\r\n"):
    sys.exit("lines do not end in CR LF")
for row in rows:
    for cell in row:
        if cell.startswith(FORMULA):
            try:
                float(cell)  # a negative number is no formula
            except ValueError:
                sys.exit(f"a cell starts like a formula: {cell[:40]!r}")
