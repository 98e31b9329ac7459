#!/usr/bin/env python3
# same_graphs.py - Two .mindir files hold one graph.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: same_graphs.py A.mindir B.mindir
# Inputs, parameters, primitives with their attributes and shapes, and what each
# reads are the same, whatever the names of values and layers are: a value is
# what it is computed from, down to names of inputs and parameters. These have
# the same bytes, too.

import collections
import hashlib
import re
import sys

import read_mindir


def weights(path):
    """A digest of the bytes of each parameter, by its name."""
    with open(path, "rb") as file:
        (graph,) = read_mindir.Message(file.read()).messages(7)
    return {message.text(13): hashlib.sha256(message.one(9, b"")).hexdigest() for message in graph.messages(3)}


def things(path):
    """How often each thing stands in the graph, and the output."""
    values, found = {}, collections.Counter()
    for line in read_mindir.read(path)[1:]:
        kind = line.split(" ", 1)[0]
        if kind in ("input", "parameter"):
            found[line] += 1
            values[line.split()[1]] = line
            continue
        if kind == "output":
            _, name, types = line.split(" ", 2)
            return found, values[name] + types
        name, text = line.split(" @ ")[0].split(" = ", 1)
        primitive, rest = text.split("(", 1)
        arguments, rest = split(rest)
        if "pad_list=" in rest:
            # The border in numbers; a mode and what it asks for say it again.
            rest = re.sub(r' (pad=\([^)]*\)|pad_mode="\w+")', "", rest)
        text = "%s(%s)%s" % (primitive, ", ".join(values.get(word, word) for word in arguments), rest)
        values[name] = hashlib.sha256(text.encode()).hexdigest()
        found[values[name]] += 1
    raise AssertionError("no output")


def split(text):
    """The arguments up to the parenthesis that ends them, and what is behind it."""
    depth, start, words = 0, 0, []
    for at, letter in enumerate(text):
        if letter in "(<":
            depth += 1
        elif letter in ")>" and depth > 0:
            depth -= 1
        elif depth == 0 and (letter == ")" or text.startswith(", ", at)):
            words.append(text[start:at])
            start = at + 2
            if letter == ")":
                return words, text[at + 1 :]
    raise AssertionError("no end of the arguments")


first, second = [(things(path), weights(path)) for path in sys.argv[1:3]]
same = first == second and bool(first[1])
print("agree" if same else "differ")
sys.exit(not same)
