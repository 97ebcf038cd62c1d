#!/usr/bin/env bash
# What action.yml runs: "install" puts seoaudit into an environment of its own, "check" audits and sets the outputs.
#
# The workspace may be a stranger's. So Python is started isolated (-I, PYTHONSAFEPATH), and never imports from there;
# seoaudit itself is installed from the action's checkout, because the package index has another project of its name.
set -euo pipefail
export PYTHONSAFEPATH=1

home=$RUNNER_TEMP/seoaudit-home

fail() {
  echo "::error title=seoaudit::$1"
  exit 2
}

programs() { # the folder of the environment's programs
  if [ -d "$home/Scripts" ]; then echo "$home/Scripts"; else echo "$home/bin"; fi
}

install() {
  local python
  python=$(command -v python3 || command -v python) || fail "There is no Python; run actions/setup-python before this step."
  cd -- "$RUNNER_TEMP"
  "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed; run actions/setup-python before this step."
  "$python" -I -m venv "$home"
  "$(programs)/python" -I -m pip install --quiet --disable-pip-version-check "$SEOAUDIT_SOURCE"
}

is_untrusted() {
  case $SEOAUDIT_UNTRUSTED in
    always) return 0 ;;
    never) return 1 ;;
    auto) [ "$SEOAUDIT_FORK" = true ] ;;
    *) fail "untrusted is auto, always or never." ;;
  esac
}

# Name the commit of the target branch, fetched where the checkout has not got it; nothing outside of pull requests.
target() {
  local branch=${GITHUB_BASE_REF:-}
  if [ -n "$branch" ]; then
    git rev-parse --quiet --verify "refs/remotes/origin/$branch^{commit}" ||
      { git fetch --quiet --depth=1 origin "+refs/heads/$branch:refs/remotes/origin/$branch" &&
        git rev-parse --quiet --verify "refs/remotes/origin/$branch^{commit}"; } ||
      fail "The target branch could not be fetched, from which the configuration is taken."
  fi
}

check() {
  local line status=0 commit reports
  local options=() paths=()
  cd -- "$SEOAUDIT_WORKING_DIRECTORY"
  while IFS= read -r line; do [ -z "$line" ] || options+=("$line"); done <<< "$SEOAUDIT_ARGUMENTS"
  while IFS= read -r line; do [ -z "$line" ] || paths+=("$line"); done <<< "$SEOAUDIT_PATHS"
  if is_untrusted; then
    options+=(--untrusted)
    commit=$(target) || { echo "$commit"; exit 2; }
    if [ -n "$commit" ]; then options+=("--config-from=$commit"); fi
  fi
  reports=$(mktemp -d "$RUNNER_TEMP/seoaudit.XXXXXX") # of each run its own: a job may use the action twice
  "$(programs)/seoaudit" check --format github ${options[@]+"${options[@]}"} \
    -o "json:$reports/report.json" -o "html:$reports/report.html" -o "markdown:$reports/comment.md" \
    -o "sarif:$reports/report.sarif" -- ${paths[@]+"${paths[@]}"} || status=$?
  if [ -f "$reports/report.json" ]; then outputs "$reports" >> "$GITHUB_OUTPUT"; fi
  exit "$status"
}

outputs() {
  local reports=$1
  "$(programs)/python" -I - "$reports/report.json" << 'END'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
score = report["summary"]["score"]
print("passed=" + str(report["gate"]["passed"]).lower())
print("score=" + ("" if score is None else str(int(score + 1e-4))))
print("grade=" + report["summary"]["grade"])
END
  printf 'json=%s\nhtml=%s\nmarkdown=%s\nsarif=%s\n' \
    "$reports/report.json" "$reports/report.html" "$reports/comment.md" "$reports/report.sarif"
}

case ${1:-} in
  install) install ;;
  check) check ;;
  *) fail "usage: github-action.sh install|check" ;;
esac
