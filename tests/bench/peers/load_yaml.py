"""A peer: PyYAML's loader in C."""
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    yaml.load(file, Loader=yaml.CSafeLoader)
