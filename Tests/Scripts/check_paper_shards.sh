#!/usr/bin/env bash
# Shards under GNU parallel join to what one process gives:
#   check_paper_shards.sh LSTM-LAB
set -euo pipefail
bin=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v parallel > /dev/null || {
  echo 'GNU parallel is not installed: its check is skipped.'
  exit 0
}

run() { "$bin" paper order-a --trials 4 --limit 2100 --quiet "$@" > /dev/null; }
export -f run
export bin work
parallel -j 2 run --shard {}/2 -o "$work/{}.csv" ::: 1 2
run -o "$work/whole.csv"
"$bin" paper merge "$work/1.csv" "$work/2.csv" -o "$work/joined.csv"
# All but the last column, the wall time.
diff <(cut -d, -f1-8 "$work/whole.csv") <(cut -d, -f1-8 "$work/joined.csv")
echo 'Shards under GNU parallel: as one process.'
