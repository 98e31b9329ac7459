#!/usr/bin/env python3
# mindspore_loading.py - Real MindSpore's loading rules beside ours.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: mindspore_loading.py BIN [NAME...] (in an environment with mindspore)
# load_checkpoint and load_param_into_net: MindSpore and our C++ API (loading.cpp,
# which the build makes) get the same files and options. Compared are whether they
# refuse, both returned lists with their order, and each value bit by bit. Where
# ours is another on purpose the check's name begins with "difference": it states
# both sides, and why is in docs/rationale/checkpoints.md. Prints "PASS: name" or
# "FAIL: name: why"; only checks whose names begin with NAME where names are given.

import os
import shutil
import sys

import numpy as np

os.environ.setdefault("GLOG_v", "3")
import mindspore as ms
from mindspore import Parameter, Tensor, nn

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from loading_peer import (
    NUMPY, TYPES, Net, Peer, array_entry, described, entries_of, entry, expect, main, parameters_of,
)

KEYS = {"right": bytes(range(16)), "wrong": bytes(range(1, 17))}
MODES = ("AES-GCM", "AES-CBC")


def make_optimizer(kind, parameters, rates):
    rate = [0.5, 0.25, 0.125] if rates else 0.125
    if kind == "adam":
        return nn.Adam(parameters, rate)
    return nn.SGD(parameters, rate, 0.5) if kind == "sgd" else nn.Momentum(parameters, rate, 0.5)


class Checks(Peer):
    def __init__(self, tools, work):
        super().__init__(tools, work)
        self.make_files()

    #
    # The two sides
    #
    @staticmethod
    def load_theirs(path, **options):
        asked = []
        if "choice" in options:
            chosen = options.pop("choice")

            def choice(name):
                asked.append(name)
                return name in chosen

            options["choice_func"] = choice
        if path.endswith(".safetensors"):
            options["format"] = "safetensors"
        try:
            loaded = ms.load_checkpoint(path, **options)
        except Exception as error:
            return {"error": repr(error)}
        return {"entries": [described(name, value) for name, value in loaded.items()], "asked": asked}

    def load_ours(self, path, **options):
        more = {"file": path}
        for theirs, ours in (("specify_prefix", "specify"), ("filter_prefix", "filter"), ("choice", "choice")):
            if theirs in options:
                value = options[theirs]
                more[ours] = value if isinstance(value, str) else ",".join(value)
        if "dec_key" in options:
            more["key"] = options["dec_key"].hex()
        if "dec_mode" in options:
            more["mode"] = options["dec_mode"]
        return self.ask("load", **more)

    def same_load(self, path, refused=False, **options):
        """Both refuse, or give the same entries in the same order."""
        theirs, ours = self.load_theirs(path, **options), self.load_ours(path, **options)
        expect(("error" in theirs) == ("error" in ours), "MindSpore: %s, we: %s", theirs, ours)
        expect(("error" in theirs) == refused, "MindSpore: %s", theirs)
        expect(refused or theirs == ours, "MindSpore: %s, we: %s", theirs, ours)

    @staticmethod
    def into_theirs(cell, path, strict=False):
        try:
            missing, unused = ms.load_param_into_net(cell, ms.load_checkpoint(path), strict)
        except Exception as error:
            return {"error": repr(error), "parameters": parameters_of(cell)}
        return {"missing": missing, "unused": unused, "parameters": parameters_of(cell)}

    def into(self, cases):
        """Results of both for (network, file, strict)."""
        theirs = [self.into_theirs(Net(net), path, strict) for net, path, strict in cases]
        requests = []
        for net, path, strict in cases:
            requests.append(("into", {"file": path, "net": net, **({"strict": 1} if strict else {})}))
        return list(zip(theirs, self.ask_all(requests)))

    def same_into(self, cases):
        """The same lists and bits, or both refuse, and then ours has changed nothing. Returns how many are refused."""
        refused = 0
        for (net, path, strict), (theirs, ours) in zip(cases, self.into(cases)):
            label = "%s into %s%s" % (entries_of(path), entries_of(net), ", strict" if strict else "")
            expect("parameters" in ours, "%s: %s", label, ours)
            expect(("error" in theirs) == ("error" in ours), "%s: MindSpore: %s, we: %s", label, theirs, ours)
            if "error" in ours:
                expect(ours["parameters"] == [described(name, value) for name, value in ms.load_checkpoint(net).items()],
                       "%s: refused, but changed to %s", label, ours["parameters"])
                refused += 1
            else:
                expect(theirs == ours, "%s: MindSpore: %s, we: %s", label, theirs, ours)
        return refused

    #
    # Files
    #
    def make_files(self):
        rng = np.random.default_rng(11)
        self.values = {
            "conv1.weight": rng.normal(0, 1, (2, 3)).astype(np.float32), "conv1.bias": np.float32([5, 6]),
            "conv2.weight": rng.normal(0, 1, (3, 2)).astype(np.float16), "fc.weight": np.int32([[1, -2], [3, 4]]),
            "fc.bias": np.float64([0.1]),
        }
        self.net = self.write(list(self.values.items()))
        self.appended = {
            "epoch_num": 3, "large": 2**40, "negative": -7, "rate": 0.1, "huge": 1e300, "flag": True, "no": False,
            "who": "Zo\u00eb \U0001f600", "empty": "", "array": Tensor(np.int8([[1, -1]])),
            "half": Parameter(Tensor([1.5, -3e8], ms.bfloat16), name="half"),
        }
        items = [{"name": name, "data": Tensor(value)} for name, value in self.values.items()]
        self.items = items
        self.files = {"plain": self.path("plain.ckpt"), "crc": self.path("crc.ckpt"),
                      "safetensors": self.path("plain.safetensors")}
        ms.save_checkpoint(items, self.files["plain"], append_dict=dict(self.appended))
        ms.save_checkpoint(items, self.files["crc"], crc_check=True)
        ms.save_checkpoint(items, self.files["safetensors"], format="safetensors", crc_check=True)
        for mode in MODES:
            self.files[mode] = self.path(mode + ".ckpt")
            ms.save_checkpoint(items, self.files[mode], enc_key=KEYS["right"], enc_mode=mode)

    #
    # load_checkpoint
    #
    def load_everything(self):
        self.same_load(self.files["plain"])
        expect(len(self.load_ours(self.files["plain"])["entries"]) == len(self.values) + len(self.appended), "entries")
        self.same_load(self.files["crc"], crc_check=True)
        self.same_load(self.files["crc"])
        self.same_load(self.files["plain"], crc_check=True)

    def load_missing(self):
        self.same_load(self.path("nowhere.ckpt"), refused=True)
        os.makedirs(self.path("folder.ckpt"), exist_ok=True)
        self.same_load(self.path("folder.ckpt"), refused=True)

    def load_no_checkpoint(self):
        for content in (b"", b"{}", b"no checkpoint at all", b"\xa7" * 100, b"\x0a", b"\x0a\x05\x0a\x01"):
            self.same_load(self.write(content), refused=True)

    def load_cut(self):
        """Every beginning of a file: whole entries are loaded, all else is refused."""
        with open(self.net, "rb") as file:
            content = file.read()
        wholes, problems = 0, []
        paths = [self.write(content[:size]) for size in range(len(content))]
        ours = self.ask_all([("load", {"file": path}) for path in paths])
        for size, (path, mine) in enumerate(zip(paths, ours)):
            theirs = self.load_theirs(path)
            if ("error" in theirs) != ("error" in mine) or ("error" not in mine and theirs != mine):
                problems.append("%d bytes: MindSpore: %s, we: %s" % (size, theirs, mine))
            wholes += "error" not in mine
        expect(not problems, "%s", problems)
        expect(wholes == len(self.values) - 1, "%d beginnings are loaded", wholes)

    def load_damaged_with_crc(self):
        with open(self.files["crc"], "rb") as file:
            content = file.read()
        places = range(0, len(content), 3)
        paths = [self.write(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :]) for at in places]
        ours = self.ask_all([("load", {"file": path}) for path in paths])
        for at, path, mine in zip(places, paths, ours):
            theirs = self.load_theirs(path, crc_check=True)
            expect("error" in theirs and "error" in mine, "byte %d: MindSpore: %s, we: %s", at, theirs, mine)

    def load_prefixes(self):
        for options in (
            {"specify_prefix": "conv1"}, {"specify_prefix": ["conv1"]}, {"specify_prefix": ("conv1.w", "fc")},
            {"specify_prefix": "conv1.weight"}, {"specify_prefix": ["co", "e"]}, {"filter_prefix": "conv"},
            {"filter_prefix": ["conv1", "fc.b", "who"]}, {"specify_prefix": "conv", "filter_prefix": "conv1.w"},
            {"specify_prefix": ["conv1", "fc"], "filter_prefix": ["fc", "conv2"]},
        ):
            self.same_load(self.files["plain"], **options)
        for options in (
            {"specify_prefix": "none"}, {"filter_prefix": ["conv", "fc", ""]}, {"specify_prefix": ""},
            {"specify_prefix": "conv1", "filter_prefix": "conv"}, {"filter_prefix": ["c", "f"]},
            {"specify_prefix": []}, {"filter_prefix": []},
        ):
            self.same_load(self.files["crc"], refused=True, **options)

    def load_choice(self):
        self.same_load(self.files["plain"], choice=["fc.bias", "conv1.weight", "who", "rate"])
        self.same_load(self.files["plain"], refused=True, choice=[])
        # It is not asked where there are prefixes.
        self.same_load(self.files["plain"], choice=["fc.bias"], specify_prefix="conv")
        self.same_load(self.files["plain"], choice=["fc.bias"], filter_prefix="conv")

    def load_twice_in_a_file(self):
        """A name that occurs twice: the first one's place, the last one's value. Neighbours are slices of one tensor."""
        first, second, other = (array_entry(name, np.float32(value))
                                for name, value in (("a", [1, 2]), ("a", [3, 4, 5]), ("b", [6])))
        self.same_load(self.write(first + other + second))
        self.same_load(self.write(first + other + second + other))
        self.same_load(self.write(entry("a", "Float32", [4], b"\1\0\0\0" * 2) + entry("a", "Float32", [4], b"\2\0\0\0" * 2)))

    def load_old_scalars(self):
        self.same_load(self.write(entry("a", "Float32", [0], np.float32(3).tobytes())))
        self.same_load(self.write(entry("a", "Int64", [], np.int64(3).tobytes())))

    def load_encrypted(self, mode):
        path = self.files[mode]
        self.same_load(path, dec_key=KEYS["right"], dec_mode=mode)
        self.same_load(path, dec_key=KEYS["right"], dec_mode=mode, specify_prefix="conv")
        self.same_load(path, refused=True, dec_key=KEYS["wrong"], dec_mode=mode)
        self.same_load(path, refused=True, dec_key=KEYS["right"], dec_mode=MODES[mode == MODES[0]])
        self.same_load(path, refused=True)
        # A file that is not encrypted.
        self.same_load(self.files["plain"], refused=True, dec_key=KEYS["right"], dec_mode=mode)
        # Ours, in MindSpore.
        ours = self.path("ours " + mode + ".ckpt")
        answer = self.ask("save", net=self.net, file=ours, key=KEYS["right"].hex(), mode=mode)
        expect(answer == {}, "%s", answer)
        self.same_load(ours, dec_key=KEYS["right"], dec_mode=mode)
        self.same_load(ours, refused=True, dec_key=KEYS["wrong"], dec_mode=mode)

    def load_safetensors(self):
        path = self.files["safetensors"]
        self.same_load(path)
        self.same_load(path, crc_check=True)
        self.same_load(path, choice=["fc.bias", "conv1.weight"])
        self.same_load(path, refused=True, choice=[])

    def difference_safetensors_prefixes(self):
        """MindSpore's reader of .safetensors takes no notice of prefixes."""
        path = self.files["safetensors"]
        for options, left in (({"specify_prefix": "fc"}, ["fc.bias", "fc.weight"]),
                              ({"filter_prefix": "conv"}, ["fc.bias", "fc.weight"])):
            theirs, ours = self.load_theirs(path, **options), self.load_ours(path, **options)
            expect(len(theirs["entries"]) == len(self.values), "MindSpore: %s", theirs)
            expect(ours["entries"] == [item for item in theirs["entries"] if item[0] in left], "we: %s", ours)

    def difference_suffix(self):
        """MindSpore goes by the name, we by the content."""
        path = self.path("weights.bin")
        shutil.copy(self.net, path)
        theirs, ours = self.load_theirs(path), self.load_ours(path)
        expect("must same with 'format'" in theirs.get("error", ""), "MindSpore: %s", theirs)
        expect(ours == self.load_ours(self.net), "we: %s", ours)

    def difference_crc(self):
        """A trailer is always checked; MindSpore gives damaged values where crc_check is not said."""
        with open(self.files["crc"], "rb") as file:
            content = file.read()
        place = content.index(self.values["conv1.bias"].tobytes())
        path = self.write(content[:place] + b"\xff" + content[place + 1 :])
        theirs, ours = self.load_theirs(path), self.load_ours(path)
        expect("entries" in theirs, "MindSpore: %s", theirs)
        expect("[MS3106]" in ours.get("error", ""), "we: %s", ours)

    def difference_old_names_of_types(self):
        """r1.3 looked up Uint8, so that files with it may be about."""
        path = self.write(entry("a", "Uint8", [2], b"\1\2"))
        theirs, ours = self.load_theirs(path), self.load_ours(path)
        expect("error" in theirs, "MindSpore: %s", theirs)
        expect(ours == {"entries": [["a", "UInt8", [2], "0102"]], "asked": []}, "we: %s", ours)

    def difference_sizes(self):
        """MindSpore does not compare contents with shapes; [0] is a scalar to it, also without content."""
        path = self.write(entry("a", "Float32", [2], bytes(12)))
        theirs, ours = self.load_theirs(path), self.load_ours(path)
        expect(theirs.get("entries") == [["a", "Float32", [2], "00" * 8]], "MindSpore: %s", theirs)
        expect("has 12 bytes of content, shape [2] of Float32 needs 8" in ours.get("error", ""), "we: %s", ours)
        path = self.write(entry("a", "Float32", [0], b""))
        theirs, ours = self.load_theirs(path), self.load_ours(path)
        expect(theirs["entries"][0][:3] == ["a", "Float32", []], "MindSpore: %s", theirs)
        expect(ours["entries"] == [["a", "Float32", [0], ""]], "we: %s", ours)

    def difference_unknown_types(self):
        """An entry of a type that no network has is refused where a parameter is to take it; MindSpore refuses the file."""
        path = self.write(entry("z", "Complex64", [2], bytes(16)) + array_entry("a", np.float32([1, 2])))
        expect("error" in self.load_theirs(path), "MindSpore loads it")
        ours = self.ask("into", net=self.write([("a", np.float32([0, 0]))]), file=path)
        value = ["a", "Float32", [2], np.float32([1, 2]).tobytes().hex()]
        expect(ours == {"missing": [], "unused": ["z"], "parameters": [value]}, "we: %s", ours)
        ours = self.ask("into", net=self.write([("z", np.float32([0, 0]))]), file=path)
        expect("element type 'Complex64' is not supported" in ours.get("error", ""), "we: %s", ours)

    def appended_entries(self):
        """append_dict of both: the same entries, in both directions."""
        path = self.path("appended.ckpt")
        arrays = {}
        for name in ("array", "half"):
            arrays[name] = self.path(name + ".ckpt")
            ms.save_checkpoint([{"name": name, "data": self.appended[name]}], arrays[name])
        more = {}
        for name, value in self.appended.items():
            kind = {bool: "bool", int: "int", float: "float", str: "text"}.get(type(value), "array")
            text = arrays[name] if kind == "array" else str(value).lower() if kind == "bool" else str(value)
            more["%s:%s" % (kind, name)] = text
        answer = self.ask("save", net=self.net, file=path, **more)
        expect(answer == {}, "%s", answer)
        theirs, ours = entries_of(self.files["plain"]), entries_of(path)
        expect(theirs == ours, "MindSpore writes %s, we write %s", theirs, ours)
        self.same_load(path)

    def appended_name_of_a_parameter(self):
        """An entry that has a parameter's name takes its place."""
        theirs, ours = self.path("twice.ckpt"), self.path("ours twice.ckpt")
        for name in ("fc.bias", "conv1.bias"):
            ms.save_checkpoint(self.items, theirs, append_dict={name: 5, "last": 1})
            answer = self.ask("save", net=self.net, file=ours, **{"int:" + name: 5, "int:last": 1})
            expect(answer == {}, "%s", answer)
            expect(entries_of(theirs) == entries_of(ours), "MindSpore writes %s, we write %s", entries_of(theirs),
                   entries_of(ours))
            self.same_load(ours)

    #
    # load_param_into_net
    #
    SPECIAL = {
        "float": [0.0, -0.0, 1.0, 1 / 3, -2.5, 1e-3, 65504, 65519.9, 65520, -70000, 1e-7, 6e-8, 2.9e-8, 5.96e-8, 3e38,
                  3.4e38, 1e-40, 1e-45, 1e300, -1e300, 1e-310, np.inf, -np.inf, 1.00048828125, 1.00146484375,
                  1.00390625, 1.01171875, 0.1, 1e30],
        "int": [0, 1, -1, 100, -128, 127, 5, 9],
        "unsigned": [0, 1, 100, 255, 7],
    }

    def samples(self, kind):
        """A file with one entry of a type."""
        path = self.path("of %s.ckpt" % kind)
        if not os.path.exists(path):
            if kind == "Bool":
                values = np.array([True, False, True])
            elif "Float" in kind:
                rng = np.random.default_rng(3)
                values = np.concatenate([self.SPECIAL["float"], rng.normal(0, 10, 100), rng.normal(0, 1e-5, 100)])
            else:
                values = np.array(self.SPECIAL["unsigned" if kind.startswith("U") else "int"])
            with np.errstate(over="ignore"):
                if kind == "BFloat16":
                    value = Tensor(values.astype(np.float32)).astype(ms.bfloat16)
                else:
                    value = Tensor(values.astype(NUMPY[kind]))
            ms.save_checkpoint([{"name": "w", "data": value}], path)
        return path

    def types(self, source, strict):
        path = self.samples(source)
        ((_, _, dims, _),) = entries_of(path)
        cases = []
        for kind in TYPES:
            target = self.path("%s %s.ckpt" % (kind, dims))
            if not os.path.exists(target):
                with open(target, "wb") as file:
                    file.write(entry("w", kind, dims, bytes(dims[0] * (2 if kind == "BFloat16" else NUMPY[kind].itemsize))))
            cases.append((target, path, strict))
        refused = self.same_into(cases)
        family = sum((not kind.startswith("U") and kind.lstrip("BF")[:3] == source.lstrip("BF")[:3]) for kind in TYPES)
        wanted = len(TYPES) - (1 if strict or source.startswith("U") or source == "Bool" else family)
        expect(refused == wanted, "%d of %d types are refused, not %d", refused, len(TYPES), wanted)

    def difference_integers_that_do_not_fit(self):
        """MindSpore takes the lowest bits."""
        net, path = self.write([("a", np.int8([7, 7]))]), self.write([("a", np.int64([1, 300]))])
        ((theirs, ours),) = self.into([(net, path, False)])
        expect(theirs["parameters"] == [["a", "Int8", [2], "012c"]], "MindSpore: %s", theirs)
        expect("element 1 is 300" in ours.get("error", ""), "we: %s", ours)
        expect(ours["parameters"] == [["a", "Int8", [2], "0707"]], "we: %s", ours)

    def difference_one_rounding(self):
        """MindSpore rounds Float64 to Float32 and that to 16 bits: a value just above the middle may go down."""
        value = self.write([("a", np.float64([1.000488281250001, 1.003906250000001]))])
        for kind, theirs, ours in (("Float16", "003c043c", "013c043c"), ("BFloat16", "803f803f", "803f813f")):
            net = self.write(entry("a", kind, [2], bytes(4)))
            (results,) = self.into([(net, value, False)])
            for side, result, wanted in zip(("MindSpore", "we"), results, (theirs, ours)):
                expect(result["parameters"] == [["a", kind, [2], wanted]], "%s: %s", side, result)

    def shapes(self):
        def with_shape(*shape):
            return self.write([("a", np.arange(1, 1 + np.prod(shape, dtype=int), dtype=np.float32).reshape(shape))])

        good = [((), ()), ((1,), (1,)), ((2, 2), (2, 2)), ((1, 2), (1, 2))]
        bad = [((1,), ()), ((2,), (3,)), ((2,), (1, 2)), ((2, 2), (4,)), ((2, 1), (2,)), ((2, 2), (2, 2, 2)),
               ((2, 2), (1, 2, 2)), ((2, 1, 2), (2, 2)), ((1, 1), (1,)), ((2,), ()), ((), (2,)), ((3,), (1,))]
        cases = [(with_shape(*net), with_shape(*file), strict) for net, file in good + bad for strict in (False, True)]
        refused = self.same_into(cases)
        expect(refused == 2 * len(bad), "%d are refused", refused)

    def difference_trailing_ones(self):
        """Shapes with more 1s behind are taken by both; MindSpore's parameter has the file's shape then, ours keeps its
        own."""
        rng = np.random.default_rng(4)
        for net, file in (((2, 2), (2, 2, 1)), ((2, 2), (2, 2, 1, 1)), ((), (1,)), ((), (1, 1)), ((3,), (3, 1))):
            value = rng.normal(0, 1, file)
            for source in (np.float32, np.float16):
                paths = self.write([("a", np.zeros(net, np.float32))]), self.write([("a", np.array(value, source))])
                for strict in (False, True):
                    ((theirs, ours),) = self.into([(*paths, strict)])
                    if strict and source != np.float32:
                        expect("error" in theirs and "error" in ours, "MindSpore: %s, we: %s", theirs, ours)
                        continue
                    a, b = theirs.pop("parameters")[0], ours.pop("parameters")[0]
                    expect(theirs == ours, "MindSpore: %s, we: %s", theirs, ours)
                    expect(a[2] == list(file) and b[2] == list(net), "MindSpore: %s, we: %s", a, b)
                    expect(a[:2] + a[3:] == b[:2] + b[3:], "MindSpore: %s, we: %s", a, b)

    def one_each(self, *names):
        return self.write([(name, np.float32([index + 1, len(name)])) for index, name in enumerate(names)])

    def names(self):
        cases = []
        for net, file in (
            (["a", "b"], ["a", "b"]), (["a", "b"], ["b", "a"]), (["a", "b"], ["a"]), (["a"], ["a", "b", "c"]),
            (["a", "b"], ["c", "d"]), (["b", "a", "c"], ["z", "a", "y"]), (["x.a"], ["a"]),
        ):
            cases += [(self.one_each(*net), self.one_each(*file), strict) for strict in (False, True)]
        expect(self.same_into(cases) == 0, "refused")

    def prefixes(self):
        cases = []
        for net, file in (
            (["a", "b"], ["net.a", "net.b"]), (["a", "b"], ["net.b", "net.a"]), (["a", "b"], ["x.net.a", "x.net.b"]),
            (["a", "b"], ["net.a", "other.b"]), (["a", "b", "c"], ["one.a", "two.b", "three.c"]),
            (["a", "b", "c"], ["one.a", "two.b", "one.c", "two.c"]), (["a", "b"], ["one.a", "two.a", "two.b"]),
            (["a", "b"], ["a", "net.b"]), (["a", "b"], ["a", "net.a", "net.b"]), (["a"], ["xa"]), (["aa"], ["a", "aaa"]),
            (["a", "b"], ["net.a", "b", "net.b"]), (["a", "b"], ["net.c", "net.d"]), (["v.a", "w.a"], ["a", "n.v.a"]),
            (["a", "b", "c"], ["n.c", "m.n.b", "n.a"]), (["net.a"], ["a"]), (["net.a"], ["new.a"]),
            (["a", "b"], ["n.a", "m.b", "n.b", "extra"]),
        ):
            cases += [(self.one_each(*net), self.one_each(*file), strict) for strict in (False, True)]
        expect(self.same_into(cases) == 0, "refused")
        # What is taken by a prefix is checked as well.
        net = self.one_each("a", "b")
        cases = [(net, self.write([("n.a", np.float32([1, 2])), ("n.b", value)]), False)
                 for value in (np.float32([1]), np.int32([1, 2]))]
        cases.append((net, self.write([("n.a", np.float16([1, 2])), ("n.b", np.float64([3, 1e300]))]), False))
        expect(self.same_into(cases) == 2, "not 2 refused")

    def random(self):
        """Random networks and files."""
        rng = np.random.default_rng(8)
        names = ["a", "b", "w", "c.a", "c.b", "d.w", "d.c.a"]
        prefixes = ["", "", "", "x.", "y.", "x.y.", "pre", "c."]
        types = [np.float32, np.float32, np.float32, np.float16, np.int32, np.int64]
        shapes = [(2,), (2,), (2,), (2,), (2,), (1, 2)]

        def value():
            return rng.integers(0, 100, shapes[rng.integers(len(shapes))]).astype(types[rng.integers(len(types))])

        cases = []
        while len(cases) < 300:
            net = [name for name in names if rng.random() < 0.6] or ["a"]
            file = {prefixes[rng.integers(len(prefixes))] + names[rng.integers(len(names))]
                    for _ in range(rng.integers(1, 9))}
            file = list(rng.permutation(sorted(file)))
            # These MindSpore loads twice.
            if any(name not in file and other in file and other.endswith(name) for name in net for other in net):
                continue
            fixed = rng.random() < 0.7
            shape = np.float32([0, 0])
            cases.append((self.write([(name, shape if fixed else value()) for name in net]),
                          self.write([(name, np.float32(rng.integers(0, 9, 2)) if fixed else value()) for name in file]),
                          bool(rng.random() < 0.2)))
        refused = self.same_into(cases)
        print("note: %d of %d random files are refused by both" % (refused, len(cases)))
        expect(20 < refused < 200, "%d refused", refused)

    def difference_texts(self):
        """A text is no value: MindSpore leaves such a parameter out of its list, and fails where a prefix leads to it."""
        text = entry("a", "str", [0], "text".encode("utf-32-le"))
        net = self.one_each("a", "b")
        ((theirs, ours),) = self.into([(net, self.write(text + array_entry("b", np.float32([5, 6]))), False)])
        expect((theirs["missing"], theirs["unused"]) == ([], ["a"]), "MindSpore: %s", theirs)
        expect((ours["missing"], ours["unused"]) == (["a"], ["a"]), "we: %s", ours)
        expect(theirs["parameters"] == ours["parameters"], "MindSpore: %s, we: %s", theirs, ours)
        text = entry("n.a", "str", [0], "text".encode("utf-32-le"))
        ((theirs, ours),) = self.into([(net, self.write(text + array_entry("n.b", np.float32([5, 6]))), False)])
        expect("AttributeError" in theirs.get("error", ""), "MindSpore: %s", theirs)
        expect((ours["missing"], ours["unused"]) == (["a"], ["n.a", "n.b"]), "we: %s", ours)

    def difference_prefix_that_is_a_name(self):
        """MindSpore stops where the prefix is spelled like the first missing parameter."""
        ((theirs, ours),) = self.into([(self.one_each("w", "b"), self.one_each("ww", "wb"), False)])
        expect((theirs["missing"], theirs["unused"]) == (["w", "b"], ["ww", "wb"]), "MindSpore: %s", theirs)
        expect((ours["missing"], ours["unused"]) == ([], ["ww", "wb"]), "we: %s", ours)

    def difference_entries_with_a_parameter(self):
        """MindSpore takes a value under its own name and, as if it had a prefix, for a missing parameter, too: with a file
        of an optimizer's state moments become weights."""
        ((theirs, ours),) = self.into([(self.one_each("a", "x.a"), self.one_each("x.a"), False)])
        expect((theirs["missing"], ours["missing"]) == ([], ["a"]), "MindSpore: %s, we: %s", theirs, ours)
        weights = self.write([("fc.weight", np.float32([[1, 2], [3, 4]]))])
        path = self.write([("moments.fc.weight", np.float32([[5, 6], [7, 8]]))])
        optimizer = make_optimizer("momentum", Net(weights).trainable_params(), False)
        theirs = self.into_theirs(optimizer, path)
        ours = self.ask("into", net=weights, file=path, kind="momentum")
        moments = np.float32([[5, 6], [7, 8]]).tobytes().hex()
        expect(["fc.weight", "Float32", [2, 2], moments] in theirs["parameters"], "MindSpore: %s", theirs)
        expect(ours["missing"] == ["global_step", "learning_rate", "fc.weight", "momentum"], "we: %s", ours)
        expect(["moments.fc.weight", "Float32", [2, 2], moments] in ours["parameters"], "we: %s", ours)

    def difference_accu_grads(self):
        """MindSpore never calls such names missing: in its pipelines they hold sums of gradients."""
        ((theirs, ours),) = self.into([(self.one_each("accu_grads_a", "b"), self.one_each("b"), False)])
        expect((theirs["missing"], ours["missing"]) == ([], ["accu_grads_a"]), "MindSpore: %s, we: %s", theirs, ours)

    def difference_refused_as_a_whole(self):
        """Of two parameters the second does not fit: MindSpore has replaced the first one."""
        net = self.one_each("a", "b")
        path = self.write([("a", np.float32([8, 9])), ("b", np.float32([8, 9, 10]))])
        ((theirs, ours),) = self.into([(net, path, False)])
        expect("error" in theirs and "error" in ours, "MindSpore: %s, we: %s", theirs, ours)
        before = parameters_of(Net(net))
        expect(theirs["parameters"] != before, "MindSpore: %s", theirs)
        expect(ours["parameters"] == before, "we: %s", ours)

    def optimizer(self, kind, rates):
        weights = self.write([("fc.weight", np.float32([[1, 2], [3, 4]])), ("fc.bias", np.float32([5, 6]))])
        fresh = lambda: make_optimizer(kind, Net(weights).trainable_params(), rates)
        rng = np.random.default_rng(6)
        whole = [(value.name, np.array(rng.integers(1, 9, value.shape), value.asnumpy().dtype))
                 for value in fresh().get_parameters()]
        arrays = dict(whole)
        files = [
            whole, whole[::-1], whole[:2], whole[1:], [("extra", np.float32([1]))] + whole + [("more", np.int32([2]))],
            [("net." + name, value) for name, value in whole],
            [(name, value.astype(np.int64 if value.dtype == np.int32 else np.float16)) for name, value in whole],
            [(name, value) for name, value in whole if not name.endswith(".fc.bias")],
            [(name, np.float32(1) if name == "global_step" else value) for name, value in whole],
            [(name, np.append(value, value) if name == "fc.bias" else value) for name, value in whole],
            [("fc.weight", arrays["fc.weight"])], [("nothing", np.float32([1]))],
        ]
        refused = 0
        for number, values in enumerate(files):
            path = self.write(values)
            for strict in (False, True):
                theirs = self.into_theirs(fresh(), path, strict)
                ours = self.ask("into", net=weights, file=path, kind=kind, **({"strict": 1} if strict else {}),
                                **({"rates": 1} if rates else {}))
                label = "file %d%s" % (number, ", strict" if strict else "")
                expect(("error" in theirs) == ("error" in ours), "%s: MindSpore: %s, we: %s", label, theirs, ours)
                refused += "error" in ours
                if "error" in ours:
                    theirs = {"parameters": parameters_of(fresh())}
                    ours = {"parameters": ours["parameters"]}
                for side in (theirs, ours):
                    side["parameters"].sort()
                expect(theirs == ours, "%s: MindSpore: %s, we: %s", label, theirs, ours)
        expect(refused == 5, "%d refused", refused)


def table(checks):
    """Every check by its name."""
    checked = {
        "load, everything": checks.load_everything,
        "load, a missing file": checks.load_missing,
        "load, no checkpoint": checks.load_no_checkpoint,
        "load, cut anywhere": checks.load_cut,
        "load, damage and crc_check": checks.load_damaged_with_crc,
        "load, prefixes": checks.load_prefixes,
        "load, choice_func": checks.load_choice,
        "load, names that occur twice": checks.load_twice_in_a_file,
        "load, scalars of old versions": checks.load_old_scalars,
        "load, safetensors": checks.load_safetensors,
        "append_dict": checks.appended_entries,
        "append_dict, a parameter's name": checks.appended_name_of_a_parameter,
    }
    for mode in MODES:
        checked["load, " + mode] = lambda mode=mode: checks.load_encrypted(mode)
    for kind in TYPES:
        for strict in (False, True):
            name = "types, %s%s" % (kind, ", strict" if strict else "")
            checked[name] = lambda kind=kind, strict=strict: checks.types(kind, strict)
    checked.update({
        "shapes": checks.shapes, "names": checks.names, "prefixes of a file's names": checks.prefixes,
        "random networks and files": checks.random,
    })
    for kind in ("momentum", "adam", "sgd"):
        checked["optimizer, " + kind] = lambda kind=kind: checks.optimizer(kind, False)
        checked["optimizer, %s, list of rates" % kind] = lambda kind=kind: checks.optimizer(kind, True)
    # What is another on purpose.
    for name, check in (
        ("prefixes and safetensors", checks.difference_safetensors_prefixes),
        ("other suffixes", checks.difference_suffix),
        ("a trailer is always checked", checks.difference_crc),
        ("old names of types", checks.difference_old_names_of_types),
        ("sizes of contents", checks.difference_sizes),
        ("types that no network has", checks.difference_unknown_types),
        ("integers that do not fit", checks.difference_integers_that_do_not_fit),
        ("one rounding", checks.difference_one_rounding),
        ("a parameter keeps its shape", checks.difference_trailing_ones),
        ("texts under a parameter's name", checks.difference_texts),
        ("a prefix that is a name", checks.difference_prefix_that_is_a_name),
        ("entries with their own parameter", checks.difference_entries_with_a_parameter),
        ("accu_grads", checks.difference_accu_grads),
        ("all or nothing", checks.difference_refused_as_a_whole),
    ):
        checked["difference, " + name] = check
    return checked


if __name__ == "__main__":
    sys.exit(main(lambda tools, work: table(Checks(tools, work))))
