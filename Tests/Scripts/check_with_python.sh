#!/usr/bin/env bash
# Cross-checks of the built program with NumPy and, where installed, PyTorch:
#   check_with_python.sh LSTM-LAB PYTHON
set -euo pipefail
bin=$1 python=$2
scripts=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for model in book counter; do
  "$bin" model export $model -o "$work/$model.safetensors"
done
"$bin" trace --text 'Well, Prince, he said' --preactivations \
  -o "$work/book.csv"
"$bin" trace --text 'Well, Prince, he said' --format safetensors \
  -o "$work/book-trace.safetensors"
"$bin" trace --model counter --text 'aaaXbbb' -o "$work/counter.csv"

"$bin" vanishing-demo --seeds 4 --steps 60 --hidden 16 --format csv \
  -o "$work/demo.csv"

"$python" "$scripts/recompute_trace.py" \
  "$work/book.safetensors" "$work/book.csv"
"$python" "$scripts/recompute_trace.py" \
  "$work/counter.safetensors" "$work/counter.csv"
"$python" "$scripts/recompute_vanishing_demo.py" "$work/demo.csv" 60 16 4
if "$python" -c 'import torch' 2> /dev/null; then
  "$python" "$scripts/check_model_in_torch.py" \
    "$work/book.safetensors" "$work/book-trace.safetensors"
else
  echo 'PyTorch is not installed: its cross-check is skipped.'
fi
