#!/usr/bin/env bash
# Checks the spelling of the course's prose:
#   spell.sh FOLDER-OF-LESSONS
# Words that the dictionary lacks stand in words.txt beside this script.
set -euo pipefail
export LC_ALL=C.UTF-8
lessons=$1
words=$(dirname "$0")/words.txt
if ! command -v hunspell > /dev/null \
    || ! hunspell -d en_GB -l < /dev/null 2> /dev/null; then
  echo 'hunspell with hunspell-en-gb is not installed: no check of spelling.'
  exit 0
fi
status=0
while read -r file; do
  # Code, targets of links and comments are no prose; the ask of an exercise is
  # in lesson.md as well.
  unknown=$(sed -e '/^ *```/,/^ *```/d' -e '/^    /d' -e 's/`[^`]*`//g' \
      -e 's/\](\([^)]*\))/]/g' -e 's/<[^>]*>//g' -e "s/’/'/g" "$file" \
    | hunspell -d en_GB -l -i utf-8 \
    | sed "s/'s$//" | sort -u | grep -vE '[0-9ⁿ]|^.{1,2}$' \
    | grep -vxF -f "$words" || true)
  if [ -n "$unknown" ]; then
    echo "$file:" $unknown
    status=1
  fi
done < <(find "$lessons" -name '*.md' | sort)
[ $status = 0 ] || echo "Mend them, or add them to $words."
exit $status
