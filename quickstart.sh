#!/bin/bash
# quickstart.sh - From nothing to a trained LeNet-5.
#
# SPDX-License-Identifier: Apache-2.0
#
# Usage: quickstart.sh [FOLDER]
# Installs what is needed (Debian 12; as root, or with sudo), builds the compiler,
# compiles LeNet-5 to a trainer, trains it on MNIST, writes checkpoints,
# evaluates and exports. Everything but the build goes to FOLDER (out). May be run
# again.

set -euo pipefail

case "${1:-}" in
-*)
  sed -n '6,11s/^# \{0,1\}//p' "$0"
  [ "$1" = --help ] || [ "$1" = -h ]
  exit
  ;;
esac

root=$(cd "$(dirname "$0")" && pwd)
mkdir -p "${1:-$root/out}"
out=$(cd "${1:-$root/out}" && pwd)
cd "$root"
. scripts/install_packages.sh

measure='%e s, %U s of processor time, peak memory %M kB'
step() { printf '\n== %s (%d s)\n' "$*" "$SECONDS"; }

step "What is needed"
install_packages $BUILD_PACKAGES
make_venv build/venv
python=build/venv/bin/python

step "Build"
cmake --preset release >"$out/configure.log" 2>&1 || {
  tail -n 20 "$out/configure.log"
  echo "error: cmake failed; all of its output is in $out/configure.log" >&2
  exit 1
}
ninja -C build -j"$(nproc)" ms-compile ms-run ms-opt ms-translate ms-ckpt | tail -n 1

step "Data"
"$python" scripts/fetch_mnist.py "$out/mnist"

step "Compile LeNet-5, its gradients and its optimizer to an executable"
/usr/bin/time -f "$measure" build/bin/ms-compile zoo:lenet5 -o "$out/lenet" --train \
  --loss sparse_softmax_cross_entropy --optimizer momentum --lr 0.01 --momentum 0.9
trainer_bytes=$(stat -c %s "$out/lenet")
echo "$out/lenet: $trainer_bytes bytes; it needs:"
ldd "$out/lenet"

# Threads that spin for each other stand still where other programs run too.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
step "Train: 10 epochs of 4,000 images in batches of 32"
train=("$out/lenet" train --data "$out/mnist" --epochs 10 --batch 32 --seed 1
  --ckpt-dir "$out/ckpts" --prefix lenet --save-steps 125 --keep-max 10 --losses "$out/losses.csv")
/usr/bin/time -f "$measure" -o "$out/train.time" "${train[@]}"
cat "$out/train.time"

step "Checkpoints"
ls -lv --time-style=+%T "$out/ckpts"
newest=$(ls -t "$out"/ckpts/*.ckpt | head -n 1)

step "Evaluate $newest on the 1,000 test images"
"$out/lenet" eval --data "$out/mnist" --ckpt "$newest" --metrics accuracy,loss | tee "$out/eval.log"

step "Export with these weights, for MindSpore, ONNX Runtime and Ascend"
for ending in mindir onnx air; do
  build/bin/ms-translate zoo:lenet5 --ckpt "$newest" -o "$out/lenet.$ending" --verify
done
ls -l --time-style=+%T "$out"/lenet.{mindir,onnx,air}

step "Done"
cat <<EOT
test accuracy     $(sed -n 's/^accuracy //p' "$out/eval.log")
training          $(cat "$out/train.time")
compiled trainer  $out/lenet ($trainer_bytes bytes; try $out/lenet --help)
checkpoints       $out/ckpts (MindSpore's load_checkpoint reads them)
for MindSpore     $out/lenet.mindir (mindspore.load, nn.GraphCell)
for others        $out/lenet.onnx (ONNX Runtime, ...), $out/lenet.air (Ascend)
losses per step   $out/losses.csv
data              $out/mnist (IDX files)
compiler          $root/build/bin (ms-compile, ms-run, ms-opt, ms-translate, ms-ckpt)
train again       ${train[*]}
whole tests       ./check.sh
EOT
