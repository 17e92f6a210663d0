#!/usr/bin/env bash
# What the program prints and writes, as one line of SHA-256 a call:
#   outputs.sh LSTM-LAB > now.txt              of every call in calls.txt
#   outputs.sh LSTM-LAB FOLDER > now.txt       the same, keeping what was written
#   outputs.sh LSTM-LAB '' REGEX               of the calls that match alone
# `make outputs` compares them with what was recorded. A call is a shell line;
# it runs in an empty folder and with an empty home, where `lstm-lab` is the
# program, $lessons the course, $fixtures the test files and $models the folder
# that the first lines of the list fill. Standard output, the exit status and
# every file written count; standard error (times, progress) does not.
set -uo pipefail
bin=$(realpath "$1") keep=${2:-} only=${3:-.}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/models"
ln -s "$bin" "$work/bin/lstm-lab"
export PATH="$work/bin:$PATH" lessons="$root/Lessons" models="$work/models" \
  fixtures="$root/Tests/Fixtures" COLUMNS=80 LC_ALL=C.UTF-8
unset NO_COLOR

number=0
while IFS= read -r call; do
  case $call in '' | '#'*) continue ;; esac
  number=$((number + 1))
  [[ $call =~ $only || $call == *'$models/'*'-o'* || $call == train* ]] \
    || continue
  place=$(printf '%s/%03d' "$work/runs" "$number")
  mkdir -p "$place"
  rm -rf "$work/home"; mkdir "$work/home"
  (cd "$place" && export HOME="$work/home" XDG_DATA_HOME= XDG_STATE_HOME= && eval "$call" > .stdout 2> "$work/errors" < /dev/null
   echo "status $?" > .status)
  digest=$(cd "$place" && find . -type f | LC_ALL=C sort | while read -r file; do
    printf '%s ' "$file"; sha256sum < "$file"; done | sha256sum | cut -c1-16)
  printf '%s  %s\n' "$digest" "$call"
  if [ -n "$keep" ]; then
    mkdir -p "$keep"; rm -rf "$keep/$(basename "$place")"
    cp -r "$place" "$keep/"; cp "$work/errors" "$keep/$(basename "$place")/.stderr"
    printf '%s\n' "$call" > "$keep/$(basename "$place")/.call"
  fi
  rm -rf "$place"
done < "$root/Tests/Fixtures/Outputs/calls.txt"
