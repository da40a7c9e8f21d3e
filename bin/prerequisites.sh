# shellcheck shell=bash
# Sourced by bin/demo and bin/verify: makes sure that a JDK, Maven and the system libraries of WebRTC are there, installs
# what is missing on Debian and Ubuntu, and otherwise says exactly what is needed. Sets JAVA_HOME.

# Karaf 4.4 runs on these; from 24 on the JVM refuses the options it starts with
oldest_java=17
newest_java=23

# library:Debian package, what the WebRTC library is linked with
libraries=(
  libpulse.so.0:libpulse0 libX11.so.6:libx11-6 libXfixes.so.3:libxfixes3 libXrandr.so.2:libxrandr2
  libXcomposite.so.1:libxcomposite1 libdbus-1.so.3:libdbus-1-3 libudev.so.1:libudev1
)

say() { printf '%s\n' "$*"; }

java_version() { # HOME: the major version of a JDK, 0 when there is none
  [[ -x $1/bin/javac ]] || { echo 0; return; }
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

find_jdk() { # sets JAVA_HOME to the first JDK that serves
  local candidate version compiler
  compiler=$(readlink -f "$(command -v javac || true)")
  for candidate in "${JAVA_HOME:-}" "${compiler%/bin/javac}" /usr/lib/jvm/*-17-* /usr/lib/jvm/*-21-* /usr/lib/jvm/*; do
    [[ -n $candidate && -d $candidate ]] || continue
    version=$(java_version "$candidate")
    if ((version >= oldest_java && version <= newest_java)); then
      export JAVA_HOME=$candidate
      return 0
    fi
  done
  return 1
}

has_library() {
  ldconfig -p 2>/dev/null | grep -q "[[:space:]]$1 " || /sbin/ldconfig -p 2>/dev/null | grep -q "[[:space:]]$1 "
}

missing_packages() {
  local entry
  if ! find_jdk; then
    if apt-cache show openjdk-17-jdk-headless >/dev/null 2>&1; then echo openjdk-17-jdk-headless; else echo openjdk-21-jdk-headless; fi
  fi
  command -v mvn >/dev/null || echo maven
  for entry in "${libraries[@]}"; do
    has_library "${entry%%:*}" || echo "${entry#*:}"
  done
}

install_packages() { # PACKAGE...
  local sudo=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || return 1
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get update -q && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

prerequisites() {
  local missing
  if [[ $(uname -sm) != "Linux x86_64" ]]; then
    say "This build carries the media library for Linux on x86_64; here is $(uname -sm)."
    return 1
  fi
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]} > 0)); then
    if command -v apt-get >/dev/null; then
      say "Installing what is missing: apt-get install ${missing[*]}"
      install_packages "${missing[@]}" || { say "Could not install. As root: apt-get install ${missing[*]}"; return 1; }
    else
      say "Missing, by the names of Debian's packages: ${missing[*]}"
      say "Needed: a JDK $oldest_java to $newest_java, Maven 3.8 or newer, and the libraries ${libraries[*]%%:*}."
      return 1
    fi
  fi
  find_jdk || { say "No JDK $oldest_java to $newest_java found; set JAVA_HOME to one."; return 1; }
}
