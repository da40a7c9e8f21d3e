# shellcheck shell=bash
# Sourced by the demos, in the project's root: the ready-to-start Karaf, and ports for it.

fail() { say "$*"; exit 1; }

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() { # FROM
  local port=$1
  until port_is_free "$port"; do port=$((port + 1)); done
  echo "$port"
}

archive() { # nothing before the first build
  local found
  for found in features/runtime/target/org.sipconnector.runtime-*.tar.gz; do
    if [[ -f $found ]]; then echo "$found"; fi
  done
}

build_if_needed() {
  local built
  built=$(archive)
  if [[ -n $built && -z $(find bundles features pom.xml -path '*/target' -prune -o -type f -newer "$built" -print -quit) ]]; then
    return
  fi
  say "Building (the first time Maven downloads a good deal; log in run/build.log) ..."
  mvn -B -ntp -DskipTests package -pl features/runtime -am >run/build.log 2>&1 || {
    grep -m 20 '^\[ERROR\]' run/build.log || tail -n 20 run/build.log
    fail "The build failed, see run/build.log"
  }
}

unpack() { # HOME USER FEATURES: the runtime anew, with ports that nobody uses, that boots with them; sets password
  rm -rf "$1"
  mkdir -p "$1"
  tar -xzf "$(archive)" -C "$1" --strip-components=1
  password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
  # a user for this run only, so that bin/client and the console can talk to Karaf over loopback
  printf '%s = %s,_g_:admingroup\n_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh\n' "$2" "$password" \
    >"$1/etc/users.properties"
  chmod 600 "$1/etc/users.properties"
  sed -i -e "s/^sshPort *=.*/sshPort = $(free_port "${first_port:-8101}")/" -e 's/^sshHost *=.*/sshHost = 127.0.0.1/' \
    "$1/etc/org.apache.karaf.shell.cfg"
  sed -i -e "s/^rmiRegistryPort *=.*/rmiRegistryPort = $(free_port $((${first_port:-1098} + 1)))/" \
    -e "s/^rmiServerPort *=.*/rmiServerPort = $(free_port $((${first_port:-44442} + 2)))/" "$1/etc/org.apache.karaf.management.cfg"
  sed -i "s/^featuresBoot *= *\\\\\$/&\n    $3, \\\\/" "$1/etc/org.apache.karaf.features.cfg"
}

await() { # TEXT LOG PROCESS OUT: until Karaf's log has the text
  local waited=0
  until grep -qs "$1" "$2"; do
    kill -0 "$3" 2>/dev/null || { tail -n 20 "$4"; fail "Karaf ended, see $4 and $2"; }
    ((waited++ < 1200)) || { tail -n 20 "$2"; fail "Karaf did not get ready within two minutes, see $2"; }
    sleep 0.1
  done
}
