#!/bin/sh
# Two slots of EdgeDeep on a device, of which one is current. Runs as root on the device:
#   slots.sh ROOT UNITS facts              what the device is, as NAME=VALUE lines
#   slots.sh ROOT UNITS receive            takes a tar archive from the standard input into the free slot
#   slots.sh ROOT UNITS activate SECONDS   makes the received slot current; goes back if the service is not healthy for so long
#   slots.sh ROOT UNITS boot               before each start of the service: goes back after three starts without success
#   slots.sh ROOT UNITS rollback           makes the slot before current again
#   slots.sh ROOT UNITS status             NAME=VALUE lines
#   slots.sh ROOT UNITS remove             removes service and slots; the versions that the device has accepted stay
# Every change is one rename, and what it refers to is on the disk before: a power cut leaves the old or the new version.
set -eu
root=$1 units=$2 command=$3
service=edgedeep.service
attempts=3

fail() { echo "$1" >&2; exit 1; }

slot_of() { [ ! -L "$root/$1" ] || basename "$(readlink "$root/$1")"; }

other() { if [ "${1:-}" = a ]; then echo b; else echo a; fi; }

# Makes a link mean another slot in one step.
point() { # NAME SLOT
  ln -sfn "slots/$2" "$root/.$1.new"
  mv -fT "$root/.$1.new" "$root/$1"
  sync -f "$root" 2>/dev/null || sync
}

write() { # FILE TEXT
  printf '%s\n' "$2" >"$1.new"
  sync -f "$1.new" 2>/dev/null || sync
  mv -f "$1.new" "$1"
}

install_unit() { # SLOT
  mkdir -p "$units"
  cp "$root/slots/$1/$service" "$units/.$service.new"
  sync -f "$units/.$service.new" 2>/dev/null || sync
  mv -f "$units/.$service.new" "$units/$service"
  cp "$root/slots/$1/slots.sh" "$root/.slots.sh.new"
  mv -f "$root/.slots.sh.new" "$root/slots.sh"
  systemctl daemon-reload
}

switch_to() { # SLOT: current becomes it, previous what was current
  before=$(slot_of current)
  if [ -n "$before" ] && [ "$before" != "$1" ]; then point previous "$before"; fi
  point current "$1"
  install_unit "$1"
}

property() { systemctl show "$service" --property "$1" --value 2>/dev/null || true; }

# The service of type notify has said that it is ready, and stays so.
is_healthy() { # SECONDS
  systemctl restart "$service" || return 1
  restarts=$(property NRestarts) waited=0
  while :; do
    systemctl is-active --quiet "$service" || return 1
    [ "$(property NRestarts)" = "$restarts" ] || return 1
    [ "$waited" -lt "$1" ] || return 0
    sleep 1
    waited=$((waited + 1))
  done
}

# A power cut may have come before the verdict on the current version; the slot to go back to is about to be used again.
settle() {
  [ -f "$root/pending" ] || return 0
  read -r before _ <"$root/pending" || before=none
  if [ "$before" != none ] && [ -d "$root/slots/$before" ] && ! systemctl is-active --quiet "$service"; then
    point current "$before"
    rm -f "$root/previous"
    install_unit "$before"
  fi
  rm -f "$root/pending"
  sync -f "$root" 2>/dev/null || sync
}

only_one() {
  mkdir -p "$root"
  exec 9>"$root/.lock"
  flock -n 9 || fail "another deployment to this device is under way; wait for its end"
}

case $command in
facts)
  echo "machine=$(uname -m)"
  echo "groups=$(getent group audio video render gpio i2c spi 2>/dev/null | cut -d: -f1 | tr '\n' ' ')"
  echo "systemd=$(systemctl --version 2>/dev/null | awk 'NR == 1 { print $2 }')"
  echo "free=$(df -Pk "$(dirname "$root")" 2>/dev/null | awk 'NR == 2 { print $4 * 1024 }')"
  ;;
receive)
  only_one
  mkdir -p "$root/slots"
  settle
  slot=$(other "$(slot_of current)")
  rm -rf "$root/slots/$slot" "$root/slots/$slot.part" "$root/received"
  if [ "$(slot_of previous)" = "$slot" ]; then rm -f "$root/previous"; fi
  mkdir "$root/slots/$slot.part"
  tar -xf - -C "$root/slots/$slot.part" || fail "the files did not arrive whole; is the disk full?"
  (cd "$root/slots/$slot.part" && sha256sum -c --quiet SHA256SUMS >/dev/null 2>&1) || fail "the files did not arrive as they were sent; deploy again"
  chown -R 0:0 "$root/slots/$slot.part" 2>/dev/null || true
  sync -f "$root" 2>/dev/null || sync
  mv "$root/slots/$slot.part" "$root/slots/$slot"
  # The program must start here before anything depends on it.
  (. "$root/slots/$slot/check.sh") >"$root/slots/$slot/check.log" 2>&1 || {
    head -n 1 "$root/slots/$slot/check.log" >&2
    rm -rf "$root/slots/$slot"
    fail "the program does not run on this device with this model"
  }
  write "$root/received" "$slot"
  echo "slot=$slot"
  ;;
activate)
  only_one
  [ -f "$root/received" ] || fail "no version has been received; deploy first"
  slot=$(cat "$root/received") before=$(slot_of current)
  [ -d "$root/slots/$slot" ] || fail "the received version is gone; deploy again"
  # A power cut from here on: the starts of the new version are counted until it is known to be healthy.
  write "$root/pending" "${before:-none} 0"
  rm -f "$root/received"
  switch_to "$slot"
  systemctl enable --quiet "$service"
  if is_healthy "$4"; then
    rm -f "$root/pending"
    sync -f "$root" 2>/dev/null || sync
    echo "slot=$slot"
    exit 0
  fi
  systemctl status --no-pager --lines 5 "$service" >&2 2>/dev/null || true
  rm -f "$root/pending"
  if [ -z "$before" ]; then
    systemctl disable --quiet --now "$service" || true
    fail "the service did not become healthy, and there is no version before it; it was stopped"
  fi
  point current "$before"
  rm -f "$root/previous"
  install_unit "$before"
  if is_healthy 1; then fail "the service did not become healthy; the version before it runs again"; fi
  fail "the service did not become healthy, and neither did the version before it; see its log"
  ;;
boot)
  [ -f "$root/pending" ] || exit 0
  read -r before count <"$root/pending" || { rm -f "$root/pending"; exit 0; }
  if [ "$count" -lt "$attempts" ] || [ "$before" = none ] || [ ! -d "$root/slots/$before" ]; then
    write "$root/pending" "$before $((count + 1))"
    exit 0
  fi
  # Only the hardening in the unit may differ; what runs is the script in the slot.
  point current "$before"
  rm -f "$root/pending" "$root/previous"
  cp "$root/slots/$before/$service" "$units/.$service.new" && mv -f "$units/.$service.new" "$units/$service"
  echo "went back to slot $before after $attempts starts without success"
  ;;
rollback)
  only_one
  slot=$(slot_of previous)
  [ -n "$slot" ] && [ -d "$root/slots/$slot" ] || fail "there is no version before the current one"
  switch_to "$slot"
  is_healthy 1 || fail "the version before does not become healthy; see its log"
  echo "slot=$slot"
  ;;
status)
  slot=$(slot_of current) previous=$(slot_of previous)
  [ -n "$slot" ] || fail "EdgeDeep is not deployed on this device"
  echo "slot=$slot"
  echo "release=$(cat "$root/slots/$slot/release" 2>/dev/null)"
  echo "previous=$(cat "$root/slots/${previous:-none}/release" 2>/dev/null || true)"
  echo "active=$(property ActiveState)"
  echo "says=$(property StatusText)"
  echo "restarts=$(property NRestarts)"
  echo "since=$(property ActiveEnterTimestamp)"
  echo "memory=$(property MemoryCurrent)"
  ;;
remove)
  only_one
  [ -L "$root/current" ] || [ -f "$units/$service" ] || fail "EdgeDeep is not deployed on this device"
  systemctl disable --quiet --now "$service" 2>/dev/null || true
  rm -f "$units/$service"
  systemctl daemon-reload
  rm -rf "$root"
  ;;
*) fail "slots.sh knows no command '$command'" ;;
esac
