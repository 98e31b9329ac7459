#!/usr/bin/env python3
# mindspore_callback.py - Real MindSpore's ModelCheckpoint beside ours.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_callback.py BIN [NAME...] (in an environment with mindspore)
# Both train LeNet-5 on the same rows with the same schedule of saving, in folders
# that hold the same files; the folders must then hold the same files, with the
# same modes. Options that our command line cannot say have no command: there the
# files that MindSpore leaves are compared with the list in the table, which is that
# of test/unit/Runtime/CheckpointScheduleTest.cpp. MindSpore then goes on from our
# files with our losses. Prints "PASS: name" or "FAIL: name: why" per row; only
# rows whose names begin with NAME where names are given.

import csv
import os
import stat
import subprocess
import sys
import tempfile

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
import mindspore.dataset as ds
import mindspore.dataset.engine.datasets_user_defined as user_defined
from mindspore import nn
from mindspore.train import Callback, CheckpointConfig, Model, ModelCheckpoint

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from checks import Checks
from compare_runs import read_checkpoint
from mindspore_peer import LeNet5, apart

ROWS, BATCH = 96, 16  # six steps in an epoch
LOSS_TOLERANCE, WEIGHT_TOLERANCE = 1e-4, 1e-3
NONE = None  # our command line cannot say it

# name: options of MindSpore's, ours, files before, epochs, files after (None: what MindSpore leaves)
SCHEDULES = {
    "every step": ({}, ["--save-steps", "1"], [], 1, None),
    "every four steps": (
        {"save_checkpoint_steps": 4}, ["--save-steps", "4"], [], 2, ["p-1_4", "p-2_2", "p-2_6"],
    ),
    "a last one": ({"save_checkpoint_steps": 5}, ["--save-steps", "5"], [], 2, ["p-1_5", "p-2_4", "p-2_6"]),
    "each epoch": ({"save_checkpoint_steps": 6}, [], [], 3, ["p-1_6", "p-2_6", "p-3_6"]),
    "long period": ({"save_checkpoint_steps": 100}, ["--save-steps", "100"], [], 1, ["p-1_6"]),
    "steps over seconds": (
        {"save_checkpoint_steps": 6, "save_checkpoint_seconds": 1}, NONE, [], 2, ["p-1_6", "p-2_6"],
    ),
    "seconds": (
        {"save_checkpoint_steps": 0, "save_checkpoint_seconds": 100}, ["--save-seconds", "100"], [], 1, ["p-1_6"],
    ),
    "nothing is saved": ({"save_checkpoint_steps": 0, "save_checkpoint_seconds": 0}, NONE, [], 1, []),
    "three files": ({"keep_checkpoint_max": 3}, ["--save-steps", "1", "--keep-max", "3"], [], 2, None),
    "no number of files": ({"keep_checkpoint_max": 0}, NONE, [], 2, ["p-2_6"]),
    "minutes": (
        {"keep_checkpoint_max": 0, "keep_checkpoint_per_n_minutes": 1},
        ["--save-steps", "1", "--keep-minutes", "1"], [], 2, ["p-1_1", "p-2_6"],
    ),
    "number over minutes": (
        {"save_checkpoint_steps": 3, "keep_checkpoint_max": 3, "keep_checkpoint_per_n_minutes": 1},
        NONE, [], 2, ["p-1_6", "p-2_3", "p-2_6"],
    ),
    "thread": (
        {"save_checkpoint_steps": 2, "keep_checkpoint_max": 2, "async_save": True},
        ["--save-steps", "2", "--keep-max", "2", "--async-save"], [], 2, ["p-2_4", "p-2_6"],
    ),
    "information": (
        {"save_checkpoint_steps": 4, "append_info": ["step_num", "epoch_num", {"lr": 0.5, "who": "me", "n": 7, "b": True}]},
        ["--save-steps", "4", "--append-info", "step_num,epoch_num,lr=0.5,who=me,n=7,b=true"], [], 2, None,
    ),
    "information from a start": (
        {"save_checkpoint_steps": 4, "append_info": [{"epoch_num": 5, "step_num": 100}]},
        ["--save-steps", "4", "--append-info", "epoch_num=5,step_num=100"], [], 2, None,
    ),
    "information in its order": (
        {"save_checkpoint_steps": 6, "append_info": [{"lr": 0.5, "step_num": 100, "n": 7}, "epoch_num"]},
        ["--append-info", "lr=0.5,step_num=100,n=7,epoch_num"], [], 1, ["p-1_6"],
    ),
    "checksum": ({"save_checkpoint_steps": 6, "crc_check": True}, ["--crc-check"], [], 1, ["p-1_6"]),
}
# The table of the prefixes: files that lie there, and the prefix of the run.
for before, prefix in (
    ([], "p"),
    (["p-graph.meta"], "p"),
    (["pq-1_1.ckpt"], "p"),
    (["p_2.ckpt"], "p"),
    (["p.ckpt"], "p"),
    (["p_v2-1_1.ckpt"], "p"),
    (["p_1_4-1_1.ckpt"], "p"),
    (["p3-1_1.ckpt"], "p"),
    (["p-1_1_breakpoint.ckpt"], "p"),
    (["p-1_3.ckpt"], "p_1"),
    (["p-1_1.safetensors"], "p_1"),
    (["p_1-1_3.ckpt"], "p_2"),
    (["p-1_3.ckpt", "p_7-1_1.ckpt"], "p_8"),
    (["p_07-1_1.ckpt"], "p_8"),
    (["p.-x.ckpt"], "p"),
    (["p-best.ckpt", "p_x-1_1.ckpt"], "p_1"),
    (["p 4-1_1.ckpt"], "p_5"),
):
    SCHEDULES["prefix beside " + (", ".join(before) or "nothing")] = (
        {"save_checkpoint_steps": 3, "keep_checkpoint_max": 1},
        ["--save-steps", "3", "--keep-max", "1"], before, 1, sorted(before + [prefix + "-1_6"]),
    )

OPTIMIZERS = {
    "momentum": (["--lr", "0.01", "--momentum", "0.9"], lambda p: nn.Momentum(p, 0.01, 0.9)),
    "adam": (["--lr", "0.001"], lambda p: nn.Adam(p, 0.001)),
    "sgd": (["--lr", "0.05", "--momentum", "0.9"], lambda p: nn.SGD(p, 0.05, momentum=0.9)),
}


class NumPy1:
    """MindSpore 2.10's own datasets call numpy.array(copy=False), an error under NumPy 2."""

    def __getattr__(self, name):
        return getattr(np, name)

    @staticmethod
    def array(value, *args, copy=True, **options):
        return np.array(value, *args, copy=copy or None, **options)


class Losses(Callback):
    def __init__(self):
        super().__init__()
        self.values = []

    def on_train_step_end(self, run_context):
        self.values.append(float(run_context.original_args().net_outputs.asnumpy()))


def tool(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError("%s: %s" % (os.path.basename(command[0]), done.stdout.strip()))


def files_of(folder, with_graphs):
    """Names and modes."""
    return {
        name: oct(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode))
        for name in sorted(os.listdir(folder))
        if with_graphs or not name.endswith("-graph.meta")
    }


class Peers:
    def __init__(self, tools, work):
        self.work = work
        rng = np.random.default_rng(3)
        self.x = rng.normal(0, 1, (ROWS, 1, 32, 32)).astype(np.float32)
        self.y = rng.integers(0, 10, ROWS).astype(np.int32)
        self.data = os.path.join(work, "data.npz")
        np.savez(self.data, in0=self.x, in1=self.y)
        self.trainers = {}
        for name, (options, _) in OPTIMIZERS.items():
            self.trainers[name] = os.path.join(work, name)
            tool(os.path.join(tools, "ms-compile"), "zoo:lenet5", "--train", "--emit", "exe", "-o", self.trainers[name],
                 "--optimizer", name, *options)
        self.model = self.make_model("momentum")

    def make_model(self, name, start=None):
        net = LeNet5()
        optimizer = OPTIMIZERS[name][1](net.trainable_params())
        if start:
            loaded = ms.load_checkpoint(start)
            for target in (net, optimizer):
                missing, _ = ms.load_param_into_net(target, loaded)
                if missing:
                    raise RuntimeError("not loaded from %s: %s" % (start, missing))
        return Model(net, nn.CrossEntropyLoss(), optimizer)

    def train(self, model, epochs, callbacks):
        rows = ds.NumpySlicesDataset((self.x, self.y), ["x", "y"], shuffle=False).batch(BATCH)
        model.train(epochs, rows, callbacks=callbacks, dataset_sink_mode=False)

    def train_ours(self, name, epochs, *options):
        tool(self.trainers[name], "train", "--data", self.data, "--batch", str(BATCH), "--no-shuffle", "--quiet",
             "--threads", "1", "--epochs", str(epochs), *options)

    def schedule(self, name, theirs, ours, before, epochs, expected):
        folders = [os.path.join(self.work, side + name.replace("/", "_")) for side in ("theirs ", "ours ")]
        # A folder below another one, which both make themselves where nothing is to lie there.
        folders = [os.path.join(folder, "new") for folder in folders]
        for folder in folders:
            if before:
                os.makedirs(folder, 0o700)
                os.chmod(os.path.dirname(folder), 0o700)
            for file in before:
                open(os.path.join(folder, file), "w").close()
        self.train(self.model, epochs, [ModelCheckpoint("p", folders[0], CheckpointConfig(**theirs))])
        left = files_of(folders[0], False)
        if expected is not None:
            wanted = sorted(file if "." in file else file + ".ckpt" for file in expected)
            wanted = [file for file in wanted if not file.endswith("-graph.meta")]
            if list(left) != wanted:
                return "MindSpore leaves %s, the table has %s" % (list(left), wanted)
        if ours is NONE:
            return None
        self.train_ours("momentum", epochs, "--ckpt-dir", folders[1], "--prefix", "p", *ours)
        with_graphs = any(file.endswith("-graph.meta") and file not in before for file in os.listdir(folders[1]))
        left, found = files_of(folders[0], with_graphs), files_of(folders[1], with_graphs)
        if left != found:
            return "MindSpore leaves %s, we leave %s" % (left, found)
        # Folders above it are as private in ours; since Python 3.7 MindSpore's have the usual mode.
        modes = [oct(stat.S_IMODE(os.stat(folder).st_mode)) for folder in folders]
        if modes[0] != modes[1]:
            return "the folders have the modes %s and %s" % tuple(modes)
        for file in left:
            if file.endswith(".ckpt") and file not in before:
                problem = self.compare_entries(*(os.path.join(folder, file) for folder in folders), theirs)
                if problem:
                    return "%s: %s" % (file, problem)
        return None

    @staticmethod
    def compare_entries(theirs, ours, options):
        """Names in their order, types and shapes; appended entries with their values."""
        a, b = (ms.load_checkpoint(path, crc_check=options.get("crc_check", False)) for path in (theirs, ours))
        if list(a) != list(b):
            return "MindSpore saves %s, we save %s" % (list(a), list(b))
        appended = [name for name in ("epoch_num", "step_num", "lr", "who", "n", "b") if name in a]
        for name in a:
            if isinstance(a[name], str):
                if a[name] != b[name]:
                    return "%s is %r in MindSpore's, %r in ours" % (name, a[name], b[name])
                continue
            if a[name].dtype != b[name].dtype or a[name].shape != b[name].shape:
                return "%s is %s %s in MindSpore's, %s %s in ours" % (
                    name, a[name].dtype, a[name].shape, b[name].dtype, b[name].shape,
                )
            if name in appended and a[name].asnumpy() != b[name].asnumpy():
                return "%s is %s in MindSpore's, %s in ours" % (name, a[name].asnumpy(), b[name].asnumpy())
        return None

    def reruns(self):
        """Four runs in one folder."""
        folders = [os.path.join(self.work, side) for side in ("theirs reruns", "ours reruns")]
        for run in range(4):
            config = CheckpointConfig(save_checkpoint_steps=4, keep_checkpoint_max=2)
            self.train(self.model, 2, [ModelCheckpoint("p", folders[0], config)])
            self.train_ours("momentum", 2, "--ckpt-dir", folders[1], "--prefix", "p", "--save-steps", "4",
                            "--keep-max", "2")
            if run == 2:  # what a user removes is not filled in
                for folder in folders:
                    os.remove(os.path.join(folder, "p_1-2_6.ckpt"))
                    os.remove(os.path.join(folder, "p_1-2_2.ckpt"))
            left, found = (files_of(folder, False) for folder in folders)
            if left != found:
                return "after run %d MindSpore leaves %s, we leave %s" % (run + 1, left, found)
        return None if "p_3-2_6.ckpt" in left else "the fourth run left %s" % left

    def going_on(self, name):
        """MindSpore takes our checkpoint after the first epoch and trains the second one."""
        folder = os.path.join(self.work, "going on " + name)
        losses = os.path.join(self.work, name + ".csv")
        self.train_ours(name, 2, "--ckpt-dir", folder, "--prefix", "p", "--losses", losses)
        with open(losses) as file:
            mine = np.array([float(row["loss"]) for row in csv.DictReader(file)])[ROWS // BATCH :]
        model = self.make_model(name, os.path.join(folder, "p-1_6.ckpt"))
        recorder = Losses()
        self.train(model, 1, [recorder])
        theirs = np.array(recorder.values)
        worst = np.max(np.abs(mine - theirs) / np.abs(theirs)) if mine.shape == theirs.shape else np.inf
        print("note: %s: %d losses within %.1e of MindSpore's" % (name, len(theirs), worst))
        if not worst <= LOSS_TOLERANCE:
            return "our losses %s, MindSpore's %s" % (mine, theirs)
        end = read_checkpoint(os.path.join(folder, "p-2_6.ckpt"))
        for name, value in model.train_network.parameters_and_names():
            name = value.name
            if name not in end:
                return "our checkpoint has no " + name
            distance = apart(end[name][1], value.asnumpy().ravel())
            if not distance <= WEIGHT_TOLERANCE:
                return "%s: apart by %.3g" % (name, distance)
        return None


def main(tools, wanted):
    ms.set_device("CPU")
    # A graph is compiled, and written beside the checkpoints, in this mode only.
    ms.set_context(mode=ms.GRAPH_MODE)
    ms.set_seed(1)
    if int(np.__version__.split(".")[0]) >= 2:
        user_defined.np = NumPy1()
    report = Checks()
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as work:
        peers = Peers(tools, work)
        checks = [(name, peers.schedule, (name, *row)) for name, row in SCHEDULES.items()]
        checks.append(("reruns", peers.reruns, ()))
        checks += [("going on, " + name, peers.going_on, (name,)) for name in OPTIMIZERS]
        for name, check, arguments in checks:
            if wanted and not any(name.startswith(start) for start in wanted):
                continue
            report.attempt(name, check, *arguments)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
