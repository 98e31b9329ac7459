#!/usr/bin/env python3
# mindspore_breakpoints.py - Real MindSpore's ModelCheckpoint beside ours: what is
# saved when training fails, and names that functions give.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_breakpoints.py BIN [NAME...] (in an environment with mindspore)
# Both train a layer on the same rows, in folders that hold the same files, while a
# callback throws at the same place. The folders must then hold the same files, with
# the same modes and entries. mindspore_callback.py does that with schedules, by way
# of the command line; here our side is the C++ API (loading.cpp, which the build
# makes). Where ours is another on purpose the check's name begins with "difference":
# it states both sides, and why is in docs/rationale/checkpoints.md. Prints "PASS:
# name" or "FAIL: name: why"; only checks whose names begin with NAME where names are
# given.

import os
import stat
import sys

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
import mindspore.dataset as ds
from mindspore import Tensor, nn
from mindspore.train import Callback, CheckpointConfig, Model, ModelCheckpoint

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from loading_peer import Peer, described, entries_of, expect, main


class Line(nn.Cell):
    """Line of loading.cpp."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Dense(3, 2)

    def construct(self, x):
        return self.fc(x)


class Thrower(Callback):
    """Thrower of loading.cpp."""

    def __init__(self, event, step):
        super().__init__()
        self.event, self.step = event, step

    def at(self, event, context):
        if (event, context.original_args().get("cur_step_num", 0)) == (self.event, self.step):
            raise IndexError("thrown by the script")

    def on_train_begin(self, run_context):
        self.at("begin", run_context)

    def on_train_epoch_begin(self, run_context):
        self.at("epoch_begin", run_context)

    def on_train_step_begin(self, run_context):
        self.at("step_begin", run_context)

    def on_train_step_end(self, run_context):
        self.at("step_end", run_context)

    def on_train_epoch_end(self, run_context):
        self.at("epoch_end", run_context)

    def on_train_end(self, run_context):
        self.at("end", run_context)


def name_of(pattern):
    """A name, or the function that makes one."""
    if "%" not in pattern:
        return pattern

    def name(context):
        step = (context.cur_step_num - 1) % context.batch_num + 1
        numbers = {"%e": context.cur_epoch_num, "%s": step, "%g": context.cur_step_num}
        result = pattern
        for key, number in numbers.items():
            result = result.replace(key, str(number))
        return result

    return name


class Checks(Peer):
    def __init__(self, tools, work):
        super().__init__(tools, work)
        rng = np.random.default_rng(11)
        self.data, self.start = self.path("data.npz"), self.path("start.ckpt")
        self.x = rng.normal(0, 1, (24, 3)).astype(np.float32)
        self.y = rng.integers(0, 2, 24).astype(np.int32)
        np.savez(self.data, in0=self.x, in1=self.y)
        weights = [("fc.weight", rng.normal(0, 1, (2, 3)).astype(np.float32)), ("fc.bias", np.float32([0.25, -1]))]
        ms.save_checkpoint([{"name": name, "data": Tensor(value)} for name, value in weights], self.start)

    def left(self, folder):
        """Files below a folder, with their modes."""
        found = {}
        for path, _, names in os.walk(folder):
            for name in names:
                full = os.path.join(path, name)
                found[os.path.relpath(full, folder)] = oct(stat.S_IMODE(os.stat(full).st_mode))
        return found

    def run(self, folders, options, prefix="p", directory="", throw=""):
        """Both train into their folder; whether something was thrown."""
        net = Line()
        ms.load_param_into_net(net, ms.load_checkpoint(self.start))
        loss = nn.SoftmaxCrossEntropyWithLogits(sparse=True, reduction="mean")
        model = Model(net, loss, nn.Momentum(net.trainable_params(), 0.125, 0.5))
        rows = ds.NumpySlicesDataset((self.x, self.y), ["x", "y"], shuffle=False).batch(4)
        saver = ModelCheckpoint(name_of(prefix), name_of(os.path.join(folders[0], directory)), CheckpointConfig(**options))
        event, step = throw.split(":") if throw else ("", 0)
        thrown = ""
        try:
            model.train(2, rows, callbacks=[saver, Thrower(event, int(step))], dataset_sink_mode=False)
        except Exception as error:
            thrown = str(error)
        names = {"save_checkpoint_steps": "steps", "keep_checkpoint_max": "keep", "exception_save": "exception_save",
                 "format": "format"}
        more = {names[key]: value for key, value in options.items() if key in names}
        info = []
        for item in options.get("append_info", []):
            kinds = {bool: "bool", int: "int", float: "float", str: "text"}
            info += [item] if isinstance(item, str) else [
                "%s:%s=%s" % (kinds[type(value)], name, str(value).lower() if isinstance(value, bool) else value)
                for name, value in item.items()]
        if info:
            more["info"] = ",".join(info)
        if throw:
            more["throw"] = throw
        ours = self.ask("train", start=self.start, data=self.data, prefix=prefix,
                        directory=os.path.join(folders[1], directory), **more)
        expect("error" not in ours, "we: %s", ours)
        return thrown, ours["thrown"]

    def folders(self, label, before=()):
        made = []
        for side in ("theirs", "ours"):
            self.count += 1
            folder = self.path("%s %d %s" % (side, self.count, label.replace("/", "_").replace("%", "_")))
            os.makedirs(folder)
            for name in before:
                open(os.path.join(folder, name), "w").close()
            made.append(folder)
        return made

    def same_entries(self, theirs, ours):
        """Names in their order, types, shapes; whole numbers and texts exactly, others nearly."""
        if theirs.endswith(".safetensors"):
            a, b = ([described(*item) for item in ms.load_checkpoint(path, format="safetensors").items()]
                    for path in (theirs, ours))
        else:
            a, b = entries_of(theirs), entries_of(ours)
        expect([item[:3] for item in a] == [item[:3] for item in b], "%s: MindSpore saves %s, we save %s",
               os.path.basename(theirs), a, b)
        for (name, kind, _, mine), (_, _, _, other) in zip(a, b):
            if kind == "Float32":
                mine, other = (np.frombuffer(bytes.fromhex(text), np.float32) for text in (mine, other))
                good = np.allclose(mine, other, 1e-5, 1e-6)
            else:
                good = mine == other
            expect(good, "%s: %s is %s in MindSpore's, %s in ours", os.path.basename(theirs), name, mine, other)

    def same_runs(self, folders, before=()):
        theirs, ours = (self.left(folder) for folder in folders)
        expect(theirs == ours, "MindSpore leaves %s, we leave %s", theirs, ours)
        expect(any(name.endswith("-graph.meta") for name in theirs), "no graph in %s", theirs)
        for name in theirs:
            if name not in before and not name.endswith(".meta"):
                self.same_entries(*(os.path.join(folder, name) for folder in folders))

    def saved(self, options, prefix="p", directory="", throw="", before=(), expected=None, runs=1):
        """The same files with the same content, and something thrown by both or by none."""
        folders = self.folders(prefix + directory + throw, before)
        for _ in range(runs):
            thrown = self.run(folders, options, prefix, directory, throw)
            expect(bool(thrown[0]) == bool(thrown[1]) == bool(throw), "thrown: %s", thrown)
        self.same_runs(folders, before)
        if expected is not None:
            found = sorted(name for name in self.left(folders[0]) if name not in before and not name.endswith(".meta"))
            expect(found == sorted(expected), "both leave %s", found)

    def breakpoint_names(self):
        options = {"save_checkpoint_steps": 5, "exception_save": True}
        first, second = "p-1_5.ckpt", "p-2_3_breakpoint.ckpt"
        self.saved({"save_checkpoint_steps": 5}, throw="step_end:9", expected=[first])
        self.saved(options, throw="step_end:9", expected=[first, second])
        for before, expected in (
            (["p-1_1_breakpoint.ckpt"], ["p-1_5.ckpt", "p_1-2_3_breakpoint.ckpt"]),
            (["p_3-1_1_breakpoint.ckpt"], ["p-1_5.ckpt", "p_4-2_3_breakpoint.ckpt"]),
            (["p-1_1_breakpoint.ckpt", "p_7-1_1_breakpoint.ckpt"], ["p-1_5.ckpt", "p_8-2_3_breakpoint.ckpt"]),
            (["p-1_1.ckpt"], ["p_1-1_5.ckpt", "p-2_3_breakpoint.ckpt"]),
            (["p_2-1_1.ckpt", "p_1-1_1_breakpoint.ckpt"], ["p_3-1_5.ckpt", "p_2-2_3_breakpoint.ckpt"]),
            (["pq-1_1_breakpoint.ckpt", "p_v2-1_1_breakpoint.ckpt"], ["p-1_5.ckpt", "p-2_3_breakpoint.ckpt"]),
            (["p-1_1_breakpoint.safetensors"], ["p_1-1_5.ckpt", "p-2_3_breakpoint.ckpt"]),
        ):
            self.saved(options, throw="step_end:9", before=before, expected=expected)

    def breakpoint_places(self):
        options = {"save_checkpoint_steps": 100, "exception_save": True}
        for throw, expected in (
            ("step_end:1", "p-1_1_breakpoint.ckpt"), ("step_end:6", "p-1_6_breakpoint.ckpt"),
            ("epoch_end:6", "p-1_6_breakpoint.ckpt"), ("step_end:7", "p-2_1_breakpoint.ckpt"),
            ("epoch_end:12", "p-2_6_breakpoint.ckpt"),
        ):
            self.saved(options, throw=throw, expected=[expected])
        # The last step is saved before the callback behind it throws.
        self.saved(options, throw="end:12", expected=["p-2_6.ckpt", "p-2_6_breakpoint.ckpt"])

    def breakpoint_runs(self):
        self.saved({"save_checkpoint_steps": 4, "exception_save": True}, throw="step_end:9", runs=3, expected=[
            "p-1_4.ckpt", "p-2_2.ckpt", "p-2_3_breakpoint.ckpt", "p_1-1_4.ckpt", "p_1-2_2.ckpt",
            "p_1-2_3_breakpoint.ckpt", "p_2-1_4.ckpt", "p_2-2_2.ckpt", "p_2-2_3_breakpoint.ckpt"])

    def breakpoint_between_epochs(self):
        options = {"save_checkpoint_steps": 100, "exception_save": True}
        self.saved(options, throw="epoch_begin:6", expected=["p-2_0_breakpoint.ckpt"])

    def difference(self, options, throw, theirs, ours, **more):
        """Files that each leaves beside graphs; the folders."""
        folders = self.folders(throw)
        thrown = self.run(folders, options, throw=throw, **more)
        expect(all(thrown), "thrown: %s", thrown)
        for side, folder, wanted in zip(("MindSpore leaves", "we leave"), folders, (theirs, ours)):
            found = sorted(name for name in self.left(folder) if not name.endswith(".meta"))
            expect(found == wanted, "%s %s", side, found)
        return folders

    def difference_steps_that_were_done(self):
        """MindSpore names the file by the step that has begun."""
        options = {"save_checkpoint_steps": 100, "exception_save": True}
        folders = self.difference(options, "step_begin:9", ["p-2_3_breakpoint.ckpt"], ["p-2_2_breakpoint.ckpt"])
        self.same_entries(os.path.join(folders[0], "p-2_3_breakpoint.ckpt"),
                          os.path.join(folders[1], "p-2_2_breakpoint.ckpt"))

    def difference_nothing_was_done(self):
        """Before the first step MindSpore saves what it started from."""
        options = {"save_checkpoint_steps": 100, "exception_save": True}
        self.difference(options, "begin:0", ["p-0_0_breakpoint.ckpt"], [])
        self.difference(options, "step_begin:1", ["p-1_1_breakpoint.ckpt"], [])

    def difference_step_num(self):
        """step_num counts the steps of the run in every file; in MindSpore's breakpoint file those of the epoch."""
        options = {"save_checkpoint_steps": 100, "exception_save": True,
                   "append_info": ["epoch_num", "step_num", {"who": "me", "rate": 0.5}]}
        name = "p-2_3_breakpoint.ckpt"
        folders = self.difference(options, "step_end:9", [name], [name])
        theirs, ours = (entries_of(os.path.join(folder, name)) for folder in folders)
        expect([item[0] for item in theirs[-4:]] == ["epoch_num", "step_num", "who", "rate"], "MindSpore: %s", theirs)
        expect([item[0] for item in theirs] == [item[0] for item in ours], "MindSpore: %s, we: %s", theirs, ours)
        differ = [(a, b) for a, b in zip(theirs[-4:], ours[-4:]) if a != b]
        expect(differ == [(["step_num", "Int64", [], "03" + "00" * 7], ["step_num", "Int64", [], "09" + "00" * 7])],
               "MindSpore and we: %s", differ)

    def difference_breakpoint_of_a_function(self):
        """With a prefix from a function MindSpore fails to make the name, and saves nothing."""
        options = {"save_checkpoint_steps": 100, "exception_save": True}
        self.difference(options, "step_end:9", [], ["at9-2_3_breakpoint.ckpt"], prefix="at%g")

    def functions(self):
        options = {"save_checkpoint_steps": 4}
        self.saved(options, prefix="at%g", expected=["at4.ckpt", "at8.ckpt", "at12.ckpt"])
        self.saved(options, prefix="e%e_s%s", expected=["e1_s4.ckpt", "e2_s2.ckpt", "e2_s6.ckpt"])
        self.saved(options, directory="e%e", expected=["e1/p-1_4.ckpt", "e2/p-2_2.ckpt", "e2/p-2_6.ckpt"])
        self.saved(options, directory="e%e/sub", expected=["e1/sub/p-1_4.ckpt", "e2/sub/p-2_2.ckpt", "e2/sub/p-2_6.ckpt"])
        self.saved(options, prefix="g%g", directory="e%e", expected=["e1/g4.ckpt", "e2/g8.ckpt", "e2/g12.ckpt"])
        # The graph has the first name.
        folders = self.folders("graph")
        self.run(folders, options, prefix="at%g", directory="d%e")
        expect(os.path.exists(os.path.join(folders[1], "d1/at1-graph.meta")), "%s", self.left(folders[1]))
        # One name again and again.
        self.saved(options, prefix="e%e", expected=["e1.ckpt", "e2.ckpt"])
        self.saved({"save_checkpoint_steps": 4, "format": "safetensors"}, prefix="at%g",
                   expected=["at4.safetensors", "at8.safetensors", "at12.safetensors"])

    def functions_and_old_files(self):
        """No number is looked for, what lies there is written over, and no file of a function is removed."""
        options = {"save_checkpoint_steps": 2, "keep_checkpoint_max": 2}
        self.saved(options, prefix="at%g", expected=["at%d.ckpt" % step for step in range(2, 13, 2)], runs=2)
        self.saved(options, directory="e%e", expected=["e1/p-1_4.ckpt", "e1/p-1_6.ckpt", "e2/p-2_4.ckpt", "e2/p-2_6.ckpt"],
                   runs=2)
        self.saved({"save_checkpoint_steps": 100}, prefix="at%g", before=["at12.ckpt", "at-1_1.ckpt", "at_3-1_1.ckpt"])

    def functions_and_breakpoints(self):
        """In a folder from a function breakpoint files are numbered, as in others."""
        options = {"save_checkpoint_steps": 4, "exception_save": True}
        self.saved(options, directory="e%e", throw="step_end:9", runs=2, expected=[
            "e1/p-1_4.ckpt", "e2/p-2_2.ckpt", "e2/p-2_3_breakpoint.ckpt", "e2/p_1-2_3_breakpoint.ckpt"])

    def appended_order(self):
        """What append_info lists, in the order in which MindSpore writes it."""
        for info in (
            ["epoch_num", "step_num", {"a": 1, "b": 0.5}], ["step_num", "epoch_num", {"a": True}],
            [{"a": "x", "b": 2}, "step_num"], [{"a": 1}, "epoch_num", "step_num"], ["step_num", {"a": 1}],
            [{"b": 1, "step_num": 10, "a": 2}], [{"step_num": 10, "epoch_num": 5}], [{"a": 1, "epoch_num": 3}, "step_num"],
            ["epoch_num", {"a": 1, "step_num": 7, "epoch_num": 2, "b": 3}],
            ["step_num", {"epoch_num": 2, "step_num": 7}], [{"learning_rate": 0.5, "epoch_num": 1, "fc.bias": 3}],
        ):
            self.saved({"save_checkpoint_steps": 6, "append_info": info}, expected=["p-1_6.ckpt", "p-2_6.ckpt"])


def table(checks):
    """Every check by its name."""
    return {
        "breakpoint, names": checks.breakpoint_names,
        "breakpoint, places": checks.breakpoint_places,
        "breakpoint, several runs": checks.breakpoint_runs,
        "breakpoint, between epochs": checks.breakpoint_between_epochs,
        "functions": checks.functions,
        "functions, old files": checks.functions_and_old_files,
        "functions, breakpoints": checks.functions_and_breakpoints,
        "append_info, order": checks.appended_order,
        "difference, breakpoints count what was done": checks.difference_steps_that_were_done,
        "difference, no breakpoint before the first step": checks.difference_nothing_was_done,
        "difference, step_num of breakpoints": checks.difference_step_num,
        "difference, breakpoints with a function": checks.difference_breakpoint_of_a_function,
    }


if __name__ == "__main__":
    sys.exit(main(lambda tools, work: table(Checks(tools, work))))
