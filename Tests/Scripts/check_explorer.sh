#!/usr/bin/env bash
# Opens explorer pages in a browser, where there is one, and uses them:
#   check_explorer.sh LSTM-LAB PYTHON [TEST …]
# `make browser` installs what it needs.
set -euo pipefail
bin=$(realpath "$1") python=$2
shift 2
scripts=$(dirname "$0")
driver=.build/browser/bin/python
[ -x "$driver" ] || driver=$python
chromium=$(command -v chromium || command -v chromium-browser \
  || command -v google-chrome || true)
if [ -z "$chromium" ] || ! "$driver" -c 'import playwright' 2> /dev/null; then
  echo 'No browser: the explorer’s page is not opened (make browser).'
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$bin" explore "$work/book.html" --quiet

train() { # NAME WHAT…: a small model, and its page
  "$bin" train "${@:2}" --hidden 6 --epochs 1 --force --quiet \
    -o "$work/$1.safetensors" > /dev/null
}
train series --csv sample --target level
"$bin" explore "$work/series.html" --quiet \
  --model "$work/series.safetensors" --csv sample
# A vocabulary that could end a script, a string or a line.
hostile='a</script><!--"'\''\ `${1}👩שع'$'\u2028\u202e'
for _ in $(seq 200); do printf '%s\n' "$hostile"; done > "$work/hostile.txt"
train hostile "$work/hostile.txt"
"$bin" explore "$work/hostile.html" --quiet \
  --model "$work/hostile.safetensors" --text "$hostile"
for cell in $("$bin" cells | awk '$2 ~ /^([0-9]+|–)$/ { print $1 }'); do
  train "cell-$cell" --csv sample --target level --cell "$cell"
  "$bin" explore "$work/cell-$cell.html" --quiet \
    --model "$work/cell-$cell.safetensors" --csv sample
done
"$driver" "$scripts/check_explorer.py" "$bin" "$chromium" "$work" "$@"
