#!/usr/bin/env python3
# replay_writes.py - Every state in which a power cut can leave checkpoints.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: replay_writes.py BIN [EVERY]
# SIGKILL does not lose the page cache; a power cut does. A shim records what a
# trainer writes, syncs, renames and removes. After each call every state is built
# in which data that was not synced is lost, torn or zero, and in which any of the
# changes of names since the folder's last sync are missing: the trainer is resumed
# in each, must go on from the newest checkpoint that was durable, or a newer one,
# and end with the bytes of the run that was not stopped. A record without its
# syncs must be found out. EVERY tries only each so many'th state.
# Prints "PASS: name" or "FAIL: name: why" per check.

import hashlib
import itertools
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import Checks
from crash_trainer import STEPS, Trainer, work_folder

NAME = re.compile(r"net-(\d+)_(\d+)\.ckpt")
# More changes of names between two syncs of a folder are not all combined.
MOST_PENDING = 8


def records(path):
    with open(path, "rb") as file:
        content = file.read()
    at = 0
    while at < len(content):
        numbers = [int.from_bytes(content[at + 1 + 4 * i : at + 5 + 4 * i], "little") for i in range(4)]
        at += 17
        parts = []
        for size in numbers[1:]:
            parts.append(content[at : at + size])
            at += size
        yield chr(content[at - sum(numbers[1:]) - 17]), numbers[0], parts[0].decode(), parts[1].decode(), parts[2]


class Inode:
    """A file: what is on the disk for certain, and what was done since."""

    def __init__(self, born):
        self.durable, self.pending = b"", []
        self.born = self.changed = born

    @staticmethod
    def apply(content, operations):
        for kind, value in operations:
            content = content[:value] if kind == "t" else content + value
        return content

    def sync(self):
        self.durable, self.pending = self.apply(self.durable, self.pending), []

    def variants(self):
        """What may be found after a power cut, the likely before the odd."""
        now = self.apply(self.durable, self.pending)
        writes = [i for i, operation in enumerate(self.pending) if operation[0] == "w"]
        found = [self.durable, now]
        new = len(now) - len(self.durable)
        if new > 0:
            found.append(now[: len(self.durable) + new // 2])
            found.append(self.durable + bytes(new))
        for i in writes:
            zeroed = list(self.pending)
            zeroed[i] = ("w", bytes(len(zeroed[i][1])))
            found.append(self.apply(self.durable, zeroed))
        return list(dict.fromkeys(found))


class Disk:
    """Folders with their names, durable and pending, and the files behind them."""

    def __init__(self, root):
        self.root = root
        self.names = {os.path.dirname(root): {}}  # folder -> durable name -> inode, or a folder's path
        self.pending = {os.path.dirname(root): []}  # folder -> changes since its last sync
        self.files = {}  # descriptor -> inode, or a folder's path
        self.clock = 0

    def now(self, folder):
        return self.applied(folder, range(len(self.pending[folder])))

    def applied(self, folder, which):
        names = dict(self.names[folder])
        for i in which:
            removed, added, target = self.pending[folder][i]
            if removed:
                names.pop(removed, None)
            if added:
                names[added] = target
        return names

    def change(self, folder, removed, added=None, target=None):
        self.pending[folder].append((removed, added, target))

    def do(self, kind, file, path, other, data):
        self.clock += 1
        folder, name = os.path.split(path)
        if kind == "m":
            self.names[path], self.pending[path] = {}, []
            self.change(folder, None, name, path)
        elif kind == "o":
            self.files[file] = path if path in self.names else self.now(folder)[name]
        elif kind == "c":
            inode = self.now(folder).get(name)
            if inode is None:
                inode = Inode(self.clock)
                self.change(folder, None, name, inode)
            self.files[file] = inode
        elif kind in "wt":
            inode = self.files[file]
            inode.pending.append((kind, data if kind == "w" else int.from_bytes(data, "little")))
            inode.changed = self.clock
        elif kind == "s":
            target = self.files[file]
            if isinstance(target, Inode):
                target.sync()
            else:
                self.names[target], self.pending[target] = self.now(target), []
        elif kind == "r":
            self.change(folder, name, os.path.basename(other), self.now(folder)[name])
        elif kind == "u":
            self.change(folder, name)

    def durable_step(self):
        """The global step of the newest checkpoint that nothing can take away any more."""
        top, base = os.path.split(self.root)
        if base not in self.names[top] or self.root not in self.names:
            return 0
        best = 0
        for name, inode in self.names[self.root].items():
            match = NAME.fullmatch(name)
            if match and not inode.pending:
                best = max(best, (int(match.group(1)) - 1) * STEPS + int(match.group(2)))
        return best

    def states(self):
        """Every state after a power cut here: None where the folder itself is lost, else name -> (content, time)."""
        top, base = os.path.split(self.root)
        if self.root not in self.names:
            return
        if base not in self.names[top]:
            yield None
        count = min(len(self.pending[self.root]), MOST_PENDING)
        if count < len(self.pending[self.root]):
            raise SystemExit("FAIL: replay: more than %d changes of names without a sync" % MOST_PENDING)
        for chosen in itertools.chain.from_iterable(itertools.combinations(range(count), k) for k in range(count + 1)):
            names = self.applied(self.root, chosen)
            dirty = [name for name in names if names[name].pending]
            for contents in itertools.product(*(names[name].variants() for name in dirty)):
                state = {name: (inode.durable, inode.changed) for name, inode in names.items()}
                state.update((name, (content, names[name].changed)) for name, content in zip(dirty, contents))
                yield state


def key(state):
    if state is None:
        return "none"
    digest = hashlib.sha256()
    for name in sorted(state):
        content, time = state[name]
        digest.update(("%s %d %d " % (name, len(content), time)).encode() + hashlib.sha256(content).digest())
    return digest.hexdigest()


def build(trainer, state):
    folder = trainer.new_folder()
    if state is None:
        return folder
    checkpoints = os.path.join(folder, "ckpts")
    os.mkdir(checkpoints)
    for name, (content, time) in state.items():
        path = os.path.join(checkpoints, name)
        with open(path, "wb") as file:
            file.write(content)
        os.utime(path, (1000000 + time, 1000000 + time))
    return folder


def replay(trainer, log, every=1, syncs=True):
    """Number of states tried, of resumed runs, and the first problem."""
    disk = Disk(os.path.join(os.path.dirname(log), "ckpts"))
    seen, tried, resumed, number = {}, 0, 0, 0
    for record in records(log):
        if record[0] == "s" and not syncs:
            continue
        disk.do(*record)
        least = disk.durable_step()
        for state in disk.states():
            known = key(state)
            if seen.get(known, -1) >= least:
                continue
            seen[known] = least
            number += 1
            if number % every:
                continue
            tried += 1
            folder = build(trainer, state)
            # Losses are no checkpoint: their file may have lost lines.
            step, problem = trainer.resume(folder, losses=False)
            if not problem and step < least:
                problem = "goes on after step %d, step %d was durable" % (step, least)
            trainer.remove(folder)
            resumed += step > 0
            if problem:
                files = None if state is None else {name: len(content) for name, (content, _) in state.items()}
                return tried, resumed, "after call %d in state %s: %s" % (disk.clock, files, problem)
    return tried, resumed, None


def main(tools, every="1"):
    check = Checks()
    with work_folder() as work:
        trainer = Trainer(tools, work)
        folder = trainer.new_folder()
        log = os.path.join(folder, "log")
        done = trainer.train(folder, log=log)
        problem = done.stdout if done.returncode else trainer.difference(folder)
        check("a run that is recorded", problem)
        if problem:
            return 1
        tried, resumed, problem = replay(trainer, log, int(every))
        print("note: %d states after a power cut, %d of them with a checkpoint" % (tried, resumed))
        if not problem and (tried * int(every) < 200 or resumed * 2 < tried):
            problem = "too few states"
        check("resumed after a power cut at any call", problem)
        # The replay itself: without fsync a rename may come before the data.
        problem = None
        try:
            problem = replay(trainer, log, syncs=False)[2]
        except SystemExit as stopped:
            problem = str(stopped)
        print("note: without syncs: %s" % problem)
        check("missing syncs are found out", None if problem else "no state shows them")
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
