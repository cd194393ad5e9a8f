#!/usr/bin/env bash
# Installs what the workbook needs and this machine lacks.
#   ./setup.sh         to build, run and test
#   ./setup.sh docs    also the site and its checks
#   ./setup.sh gate    also what the gate (.ci/run) needs
# Debian 12 and later, Ubuntu 24.04 and later, Fedora, macOS with Homebrew.
set -euo pipefail
this_command="$0${1:+ $1}"

say() { printf 'setup: %s\n' "$*"; }
refuse() {
  printf 'setup: %s\n' "$*" >&2
  exit 2
}

# What is needed, by the names of Debian's packages.
to_build=(g++ cmake ninja-build catch2 patch)
for_docs=(doxygen doxygen-awesome-css graphviz python3 codespell aspell
  aspell-en chromium nodejs npm)
for_gate=(clang clang-format clang-tidy libclang-rt-dev git firefox-esr)

# --- Debian and Ubuntu ------------------------------------------------------

debian_has() {
  case $1 in
    nodejs) command -v node >/dev/null && return ;;
    npm | clang | clang-format | clang-tidy | git) command -v "$1" >/dev/null && return ;;
    libclang-rt-dev) ls /usr/lib/llvm-*/lib/clang/*/lib/linux/*tsan* >/dev/null 2>&1 && return ;;
    firefox-esr) is_ubuntu && return ;; # has a snap; the checks do without
    catch2) [ -e /usr/include/catch2/catch_test_macros.hpp ] && return ;;
  esac
  dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed$' &&
    [ "$1" != catch2 ]
}

# shellcheck disable=SC1091
is_ubuntu() { [ "$(. /etc/os-release && echo "${ID:-}")" = ubuntu ]; }

# Debian 12's main suite has Catch2 2; Catch2 3 is in its backports. The suite
# is enabled by copying the machine's own entry for its main suite.
enable_backports() {
  local suite=bookworm-backports file copy
  grep -rqs "$suite" /etc/apt/sources.list /etc/apt/sources.list.d && return
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    [ -r "$file" ] || continue
    copy=$(entry_for "$suite" "$file")
    [ -n "$copy" ] || continue
    echo "$copy" |
      as_root tee "/etc/apt/sources.list.d/$suite.${file##*.}" >/dev/null
    return
  done
  refuse "cannot find this machine's entry for bookworm to copy to $suite"
}

entry_for() { # entry_for SUITE FILE: FILE's entry for bookworm, with SUITE
  case $2 in
    *.sources)
      awk -v suite="$1" 'BEGIN { RS = ""; FS = "\n" }
        /Suites:[^\n]* bookworm( |\n|$)/ && !done {
          gsub(/Suites:[^\n]*/, "Suites: " suite); print; done = 1
        }' "$2"
      ;;
    *.list)
      awk -v suite="$1" '/^deb .* bookworm / && !done {
          sub(/ bookworm /, " " suite " "); print; done = 1
        }' "$2"
      ;;
  esac
}

install_debian() {
  local missing=() target=() package
  for package in "${wanted[@]}"; do
    debian_has "$package" || missing+=("${package/libclang-rt-dev/$(clang_rt)}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "will install: ${missing[*]}"
  may_install
  # shellcheck disable=SC1091
  if [ "$(. /etc/os-release && echo "${VERSION_CODENAME:-}")" = bookworm ] &&
    [[ " ${missing[*]} " == *" catch2 "* ]]; then
    enable_backports
    missing=("${missing[@]/#catch2/catch2\/bookworm-backports}")
  fi
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Debian 12 has the sanitizers' run time for clang by version only.
clang_rt() {
  apt-cache show libclang-rt-dev >/dev/null 2>&1 && echo libclang-rt-dev ||
    echo libclang-rt-14-dev
}

# --- Fedora and macOS -------------------------------------------------------

install_fedora() {
  local missing=() package
  for package in "${wanted[@]}" libasan libubsan; do
    case $package in
      g++) package=gcc-c++ ;;
      catch2) package=catch-devel ;;
      doxygen-awesome-css | firefox-esr) continue ;; # not packaged there
      libclang-rt-dev) package=compiler-rt ;;
      clang-format | clang-tidy) package=clang-tools-extra ;;
    esac
    rpm -q "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "will install: ${missing[*]}"
  may_install
  as_root dnf install -y -q "${missing[@]}"
}

install_macos() {
  command -v brew >/dev/null || refuse "needs Homebrew to install: ${wanted[*]}"
  local missing=() package
  for package in "${wanted[@]}"; do
    case $package in
      g++ | patch | git | clang | npm | libclang-rt-dev) continue ;; # from Xcode
      ninja-build) package=ninja ;;
      nodejs) package=node ;;
      clang-tidy) package=llvm ;;
      aspell-en | chromium | firefox-esr | doxygen-awesome-css | python3) continue ;;
    esac
    brew list "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "will install: ${missing[*]}"
  brew install "${missing[@]}"
}

# --- root, and versions -----------------------------------------------------

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# Refuses, with the line to run, where nobody can become root.
may_install() {
  [ "$(id -u)" -eq 0 ] && return
  command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; } &&
    return
  refuse "needs root to install that. Run as root: $this_command"
}

at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_versions() {
  local cmake compiler
  cmake=$(cmake --version | sed -n '1s/[^0-9]*//p')
  at_least "$cmake" 3.25 || refuse "needs CMake 3.25 or newer; found $cmake"
  case $(uname) in
    Darwin) return ;; # CMake checks Apple's compiler
  esac
  compiler=$("${CXX:-g++}" -dumpfullversion 2>/dev/null ||
    "${CXX:-g++}" -dumpversion)
  case $("${CXX:-g++}" --version) in
    *clang*) at_least "$compiler" 14 || refuse "needs clang 14 or newer; found $compiler" ;;
    *) at_least "$compiler" 12 || refuse "needs g++ 12 or newer; found $compiler" ;;
  esac
}

wanted=("${to_build[@]}")
case "$*" in
  "") ;;
  docs) wanted+=("${for_docs[@]}") ;;
  gate) wanted+=("${for_docs[@]}" "${for_gate[@]}") ;;
  *) refuse "unknown argument '$*'; usage: ./setup.sh [docs|gate]" ;;
esac

case $(uname) in
  Darwin) install_macos ;;
  *)
    if command -v apt-get >/dev/null; then
      install_debian
    elif command -v dnf >/dev/null; then
      install_fedora
    else
      refuse "knows Debian, Ubuntu, Fedora and macOS. Install: ${wanted[*]}"
    fi
    ;;
esac
check_versions
say "everything is here"
