#!/usr/bin/env bash
# Opens explorer pages in a browser, where there is one, and uses them:
#   check_explorer.sh LSTM-LAB PYTHON
# `make browser` installs what it needs.
set -euo pipefail
bin=$1 python=$2
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
"$driver" "$scripts/check_explorer.py" "$bin" "$work/book.html" "$chromium"
