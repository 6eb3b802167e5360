#!/usr/bin/env bash
# Run the README's test command word for word, in a copy of the files that git knows, as a newcomer would.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git -C "$root" ls-files -z | (cd "$root" && tar --null -T - -cf -) | tar -C "$copy" -xf -
command=$(sed -n '/^## Run the tests/,$p' "$root/README.md" | sed -n '/^```sh$/,/^```$/p' | sed '1d;$d')
cd "$copy"
echo "$command"
eval "$command"
