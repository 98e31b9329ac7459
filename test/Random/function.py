# function.py - A random function as text.
#
# SPDX-License-Identifier: Apache-2.0
#
# Ops can be taken away from it: what they made becomes an argument. Its float
# inputs are parameters where gradients are taken.

from graph import BOOL, INTEGERS, attribute_text, count


class Function:
    """A function as a list of nodes, which can be taken away. With `loss` it
    returns one number made of its float results; as a network it returns one of
    them."""

    def __init__(self, name, arguments, nodes, loss=False, network=False):
        self.name, self.nodes, self.loss, self.network = name, nodes, loss, network
        used = {id(v) for node in nodes for v in node.operands}
        made = {id(v) for node in nodes for v in node.results}
        # What a node that was taken away made is an argument now.
        known = {id(v): v for v in arguments}
        for node in nodes:
            for v in node.operands:
                if id(v) not in made:
                    known.setdefault(id(v), v)
        self.arguments = [v for key, v in known.items() if key in used]
        self.results = [v for node in nodes for v in node.results if id(v) not in used and not v.inner]
        # Some values are used inside and are results too.
        inner = [v for node in nodes for v in node.results if id(v) in used]
        self.results += [v for k, v in enumerate(inner) if k % 5 == 2]
        if network:
            self.results = [v for v in self.results if v.sloping and v.element == "f32"][-1:]

    def without(self, node):
        nodes = [n for n in self.nodes if n is not node]
        return Function(self.name, self.arguments, nodes, self.loss, self.network)

    def has_loss(self):
        """Whether gradients can be taken of it."""
        if self.network and any(v.active and v.element != "f32" for v in self.arguments):
            return False
        return any(v.sloping and (v.element == "f32" or not self.loss) for v in self.results)

    def text(self):
        for k, value in enumerate(self.arguments + [v for node in self.nodes for v in node.results]):
            value.name = "%%%d" % k
        lines, arguments, loads = [], [], []
        for value in self.arguments:
            bounds = ""
            if value.element != BOOL:
                # The upper bound of integers stands outside.
                whole = value.element in INTEGERS
                text = "%d, %d" % (value.low, value.high + 1) if whole else "%r, %r" % (float(value.low), float(value.high))
                bounds = " {test.range = [%s]}" % text
            if value.active:
                symbol = "@%s_p%s" % (self.name, value.name[1:])
                lines.append("mindir.parameter %s : %s init(#mindir.zeros)%s" % (symbol, value.type(), bounds))
                loads.append("  %s = mindir.load %s : %s" % (value.name, symbol, value.type()))
            else:
                arguments.append("%s: %s%s" % (value.name, value.type(), bounds))
        types = "tensor<f32>" if self.loss else ", ".join(v.type() for v in self.results)
        lines.append("func.func @%s(%s) -> (%s) {" % (self.name, ", ".join(arguments), types))
        lines += loads
        for node in self.nodes:
            attributes = ", ".join("%s = %s" % (k, attribute_text(v)) for k, v in node.attributes.items())
            lines.append('  %s = "mindir.%s"(%s)%s : (%s) -> (%s)' % (
                ", ".join(v.name for v in node.results), node.name, ", ".join(v.name for v in node.operands),
                " <{%s}>" % attributes if attributes else "",
                ", ".join(v.type() for v in node.operands), ", ".join(v.type() for v in node.results)))
        lines += self.loss_lines() if self.loss else []
        names = "%loss" if self.loss else ", ".join(v.name for v in self.results)
        return "\n".join(lines + ["  return %s : %s" % (names, types), "}", ""])

    def loss_lines(self):
        """The sum of the sines of all elements: gradients that differ."""
        lines, sums = [], []
        for k, v in enumerate(v for v in self.results if v.active and v.element == "f32"):
            sums.append("%%s%d" % k)
            # A sum of more could be above f16's largest number.
            reduce = "sum" if count(v.shape) < 16384 else "mean"
            lines += [
                "  %%w%d = mindir.constant dense<%e> : tensor<f32>" % (k, (1 + 0.3 * k) / max(1, v.bound)),
                "  %%m%d = mindir.mul %s, %%w%d : (%s, tensor<f32>) -> %s" % (k, v.name, k, v.type(), v.type()),
                "  %%t%d = mindir.sin %%m%d : %s" % (k, k, v.type()),
                "  %s = mindir.reduce_%s %%t%d : %s -> tensor<f32>" % (sums[-1], reduce, k, v.type()),
            ]
        return lines + ["  %%loss = mindir.add_n %s : tensor<f32>" % ", ".join(sums)]
