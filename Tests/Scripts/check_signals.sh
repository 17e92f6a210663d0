#!/usr/bin/env bash
# What a training and a long reading do when a signal comes, and when nobody
# listens to what they say:
#   check_signals.sh LSTM-LAB [INTERRUPTIONS]
# Interruptions come at random moments; RANDOM's seed is printed.
set -u
# Each job in a process group of its own, with SIGINT as a terminal gives it.
set -m
bin=$1 wanted=${2:-100}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seed=${SEED:-$$}
RANDOM=$seed

# What the shell itself says of jobs that signals end is not of interest.
exec 4>&2 2> /dev/null
fail() {
  echo "check_signals.sh (SEED=$seed): $*" >&4
  exit 1
}

# Waits until the job has said two lines: it trains, or will in a moment.
await_word() {
  until [ "$(wc -l < "$work/said")" -gt 1 ] || ! kill -0 $pid; do
    sleep 0.01
  done
}

left_behind() { find "$work" -name '*.partial'; }

seq 1 5000 > "$work/text"
# train NAME [EPOCHS [OPTION ...]] takes the place of the shell that calls it, so
# that signals meet it alone.
train() {
  exec "$bin" train "$work/text" --hidden 24 \
    --epochs "${2:-20}" --threads 1 -o "$work/$1.safetensors" "${@:3}"
}

# Interrupted, resumed and interrupted again, it ends with the same bytes.
(train whole 2> /dev/null) || fail 'a training that nobody disturbs fails'
signals=(INT TERM HUP) done=0
while [ $done -lt "$wanted" ]; do
  rm -f "$work/said"
  train broken 20 --resume --force 2> "$work/said" & pid=$!
  await_word
  sleep 0.0$((RANDOM % 90 + 10))
  kill -"${signals[RANDOM % 3]}" $pid 2> /dev/null
  wait $pid
  status=$?
  case $status in
    0)
      cmp "$work/whole.safetensors" "$work/broken.safetensors" \
        || fail 'an interrupted training gives another model'
      rm "$work/broken.safetensors"
      done=$((done + 1)) ;;
    1)
      grep -q -e --resume "$work/said" \
        || fail "status 1 and: $(cat "$work/said")"
      done=$((done + 1)) ;;
    # Before the training had begun.
    129 | 130 | 143) ;;
    *) fail "status $status and: $(cat "$work/said")" ;;
  esac
  [ -z "$(left_behind)" ] || fail "left behind: $(left_behind)"
done

# A second signal ends it at once.
rm "$work/said"
train twice 100000 2> "$work/said" & pid=$!
await_word
kill -INT $pid; kill -TERM $pid
wait $pid
case $? in 1 | 143) ;; *) fail "two signals: $(cat "$work/said")" ;; esac

# Any other command ends by the signal, without its unfinished file.
seq 1 100000 > "$work/long"
"$bin" trace --file "$work/long" -o "$work/trace.csv" & pid=$!
until [ -n "$(left_behind)" ] || ! kill -0 $pid; do sleep 0.01; done
kill -TERM $pid
wait $pid
status=$?
[ $status = 143 ] || fail "SIGTERM ends trace with status $status"
[ -z "$(left_behind)" ] || fail "left behind: $(left_behind)"

# What whoever starts it has it ignore stays ignored.
rm "$work/said"
(trap '' HUP; train ignored 2> "$work/said") & pid=$!
await_word
kill -HUP $pid
wait $pid || fail 'SIGHUP is not ignored'

# Nobody listens: the work goes on.
for nobody in '2>&-' '2> /dev/full' '2>&1 | head -c 1 > /dev/null'; do
  rm -f "$work/alone.safetensors"
  eval "(train alone) $nobody"
  cmp "$work/whole.safetensors" "$work/alone.safetensors" \
    || fail "a training with $nobody"
done
"$bin" trace --model counter --text 'zzé日本' -o "$work/told.csv" 2> /dev/null
"$bin" trace --model counter --text 'zzé日本' -o "$work/closed.csv" 2>&-
cmp "$work/told.csv" "$work/closed.csv" \
  || fail 'with standard error closed, a warning goes into the output'
"$bin" --help > /dev/full 2> "$work/said" \
  && fail 'help that cannot be written ends with 0'
grep -q space "$work/said" || fail "--help > /dev/full: $(cat "$work/said")"
