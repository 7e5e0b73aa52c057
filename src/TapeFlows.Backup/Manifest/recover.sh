#!/bin/sh
# recover.sh - restores one TapeFlows backup set with stock tools, without TapeFlows.
#
#   sh recover.sh [--check] --to TARGET SOURCE...
#
# TARGET   a directory; what was /etc/hosts becomes TARGET/etc/hosts. Run as root to get owners, devices and all attributes back.
# SOURCE   one per volume of the set, in any order: a tape device that does not rewind on close (/dev/nst0), or a folder
#          that holds the volume's tape files as 0001, 0002, ... in their order on tape.
# --check  compare the restored files with SHA256SUMS at the end.
#
# A differential or incremental set goes onto a target where the sets before it were restored, oldest first.
# A volume that is missing costs what is on it; the rest is restored.
# Exit code: 0 all restored, 1 restored with losses or warnings that were told, 2 failed.
# Needs: sh, tar (GNU), coreutils, sed; mt for tapes; gzip or zstd for sets compressed so.

set -u
LC_ALL=C
export LC_ALL
umask 077

set_id=@SET@
set_type=@TYPE@
token=@TOKEN@

# piece segment section kind barcode volume sequence blocksize compression restart valid sha256 ending
# ending "broken": the backup was interrupted there and went on with the next segment
pieces() {
  cat <<'TABLE'
@PIECES@
TABLE
}

say() { printf 'recover.sh: %s\n' "$*" >&2; }
warn() { say "WARNING: $*"; : > "$work/warned"; }
die() { say "$*"; exit 2; }
usage() { say "usage: sh recover.sh [--check] --to TARGET SOURCE..."; exit 2; }

# --- volumes ---------------------------------------------------------------------------------------------------------

# tape_file VOLUME INDEX BLOCKSIZE: the bytes of a volume's tape file, counted from 0
tape_file() {
  if [ -d "$work/volume.$1/" ]; then
    cat "$work/volume.$1/$(printf '%04d' $(($2 + 1)))"
  else
    mt -f "$work/volume.$1" rewind && { [ "$2" -eq 0 ] || mt -f "$work/volume.$1" fsf "$2"; } || return 1
    dd if="$work/volume.$1" bs="$3" 2>/dev/null
  fi
}

# label_fields: the KEY=VALUE pairs of 80-byte labels, one a line
label_fields() { dd cbs=80 conv=unblock 2>/dev/null | sed -n 's/^U[HT]L.//p' | tr ' ' '\n'; }

# field NAME FILE
field() { sed -n "s/^$1=//p" "$2" | head -n 1; }

# register SOURCE: finds out which volume it is, and makes it known as $work/volume.ID
register() {
  case $1 in /*) path=$1 ;; *) path=$PWD/$1 ;; esac
  [ -e "$path" ] || die "there is no $1"
  rm -f "$work/volume.new"
  ln -s "$path" "$work/volume.new"
  if [ ! -d "$path/" ]; then
    mt -f "$path" setblk 0 || warn "$1 cannot be set to variable blocks"
  fi
  tape_file new 0 65536 | label_fields > "$work/labels"
  id=$(field VOLUME "$work/labels")
  case $id in
    '' | *[!0-9A-F]*) warn "$1 does not begin with labels of TapeFlows; it is left out"; return ;;
  esac
  mv "$work/volume.new" "$work/volume.$id"
  mv "$work/labels" "$work/first.$id"
  say "$1 is volume $(field BARCODE "$work/first.$id")"
}

# --- pieces ----------------------------------------------------------------------------------------------------------

# emit VOLUME TAPEFILE BLOCKSIZE SKIP VALID SHA256 NAME: the bytes of a piece from SKIP up to VALID, its checksum compared on the way
emit() {
  rm -f "$work/pipe"
  mkfifo "$work/pipe"
  sha256sum < "$work/pipe" > "$work/sum" &
  summing=$!
  { tape_file "$1" "$2" "$3" || warn "$7 cannot be read to its end"; } | tee "$work/pipe" | { head -c "$5" | tail -c +$(($4 + 1)); cat > /dev/null; }
  wait "$summing"
  read -r sum rest < "$work/sum"
  [ "$6" = - ] || [ "$sum" = "$6" ] || warn "$7 is damaged: its SHA-256 is not what was written. What can be read of it is restored."
}

decode() {
  case $1 in
    none) cat ;;
    gzip) gzip -dc ;;
    zstd) zstd -dcq ;;
    *) warn "unknown compression $1"; cat > /dev/null ;;
  esac
}

# emit_run FILE: the pieces listed there, one behind the other, as one stream
emit_run() {
  joined=no
  while read -r piece segment section kind barcode volume sequence blocksize compression restart valid sum ending; do
    # The first piece keeps what makes it readable alone; a later one goes on where the one before it ended.
    [ "$joined" = yes ] || restart=0
    joined=yes
    emit "$volume" $((($sequence - 1) * 3 + 1)) "$blocksize" "$restart" "$valid" "$sum" "segment $segment, section $section on $barcode"
  done < "$1"
}

# extract_run FILE DIRECTORY
extract_run() {
  read -r piece segment section kind barcode volume sequence blocksize compression restart valid sum ending < "$1"
  set -- "$1" "$2" -xpf - --delay-directory-restore --warning=no-timestamp --xattrs
  if [ "$(id -u)" = 0 ]; then
    set -- "$@" --numeric-owner '--xattrs-include=*'
  else
    set -- "$@" '--xattrs-include=user.*' '--xattrs-include=system.posix_acl_*'
  fi
  list=$1 directory=$2
  shift 2
  emit_run "$list" | { decode "$compression" || warn "segment $segment: the compressed data is damaged or incomplete"; } | tar -C "$directory" "$@" ||
    case $(tail -n 1 "$list") in
      *' broken') say "segment $segment ends where the backup was interrupted; what tar misses there stands in the next segment" ;;
      *) warn "segment $segment, from section $section on: tar could not restore everything, see above" ;;
    esac
}

# --- the manifest ----------------------------------------------------------------------------------------------------

# find_manifest: sets manifest to a folder with recover.list and SHA256SUMS
find_manifest() {
  manifest=$(cd "$(dirname "$0")" && pwd)
  [ ! -f "$manifest/recover.list" ] || return 0
  manifest=$work/manifest
  mkdir "$manifest"
  sed -n '/^[0-9]* [0-9]* [0-9]* manifest /p' "$work/pieces" | tail -n 1 > "$work/run.manifest"
  read -r piece segment section kind barcode volume sequence blocksize compression restart valid sum ending < "$work/run.manifest" || return 1
  # Where it was to be when this script was written; if the volume had no room left for it, at the beginning of another one.
  manifest_at "$volume" "$sequence" || next_section "$segment" 1 || return 1
  : > "$work/run.manifest"
  while trailer_of "$volume" "$sequence"; do
    printf '%s\n' "$piece $segment $section manifest $barcode $volume $sequence $blocksize $compression $(field RESTART "$work/trailer") $(field VALID "$work/trailer") $(field SHA256 "$work/trailer" | tr A-F a-f) whole" >> "$work/run.manifest"
    [ "$(field ARCHIVE "$work/trailer")" != CUT ] || warn "the backup was stopped while it wrote its manifest: what is behind the break is not known"
    [ "$trailer_kind" = EOV ] || break
    next_section "$segment" $(($section + 1)) || { warn "the manifest goes on on a volume that is not among the sources"; break; }
  done
  [ -s "$work/run.manifest" ] && extract_run "$work/run.manifest" "$manifest"
  [ -f "$manifest/recover.list" ]
}

# manifest_at VOLUME SEQUENCE: whether this set's manifest begins there
manifest_at() {
  [ -e "$work/volume.$1" ] || return 1
  tape_file "$1" $((($2 - 1) * 3)) 65536 2>/dev/null | label_fields > "$work/labels"
  [ "$(field SET "$work/labels")" = "$set_id" ] && [ "$(field KIND "$work/labels")" = MANIFEST ]
}

# trailer_of VOLUME SEQUENCE: reads the labels behind a piece
trailer_of() {
  tape_file "$1" $((($2 - 1) * 3 + 2)) 65536 > "$work/trailer.raw" || return 1
  trailer_kind=$(head -c 3 "$work/trailer.raw")
  label_fields < "$work/trailer.raw" > "$work/trailer"
}

# next_section SEGMENT SECTION: finds a section of the manifest at the beginning of a volume
next_section() {
  for first in "$work"/first.*; do
    if [ "$(field KIND "$first")" = MANIFEST ] && [ "$(field SET "$first")" = "$set_id" ] && [ "$(field SEGMENT "$first")" = "$1" ] && [ "$(field SECTION "$first")" = "$2" ]; then
      section=$2 volume=${first##*.} sequence=1 barcode=$(field BARCODE "$first")
      return 0
    fi
  done
  return 1
}

# --- names -----------------------------------------------------------------------------------------------------------

# place ESCAPED: sets path to where the name belongs; fails for names that lead out of the target
place() {
  name=$(printf '%b.' "$1")
  name=${name%.}
  path=$target/$name
  case /$name/ in //* | */../*) return 1 ;; esac
  parent=$name
  while [ "$parent" != "${parent%/*}" ]; do
    parent=${parent%/*}
    [ ! -L "$target/$parent" ] || return 1
  done
}

# each WORD: the operands of the lines of recover.list that begin with it
each() { sed -n "s/^$1 //p" "$manifest/recover.list"; }

# --- before the archives ---------------------------------------------------------------------------------------------

remember_times() {
  mkdir "$work/times"
  count=0
  each keep > "$work/keep"
  while read -r escaped; do
    count=$((count + 1))
    place "$escaped" && [ -d "$path" ] && touch -r "$path" "$work/times/$count"
  done < "$work/keep"
}

apply_deletions() {
  # Backwards, so that a directory comes behind what was in it.
  each delete | sort -r > "$work/delete"
  while read -r escaped; do
    place "$escaped" || { warn "not deleted, its name leads elsewhere: $escaped"; continue; }
    if [ -d "$path" ] && [ ! -L "$path" ]; then
      rmdir "$path" || warn "not deleted: $escaped"
    else
      rm -f "$path" || warn "not deleted: $escaped"
    fi
  done < "$work/delete"
}

# An older version of a split file must not shine through where a part is lost.
clear_split_files() {
  each part > "$work/parts"
  while read -r number offset length size escaped member; do
    if [ "$number" = 1 ] && place "$escaped" && [ -f "$path" ]; then rm -f "$path"; fi
  done < "$work/parts"
}

# --- behind the archives ---------------------------------------------------------------------------------------------

join_parts() {
  while read -r number offset length size escaped member; do
    place "$escaped" || { warn "not put together, its name leads elsewhere: $escaped"; continue; }
    file=$path
    if [ "$number" = 1 ]; then
      [ -f "$file" ] && [ ! -L "$file" ] || warn "bytes 0 to $length of $escaped are lost"
      continue
    fi
    if ! place "$member" || [ ! -f "$path" ] || [ -L "$path" ] || [ -L "$file" ]; then
      warn "bytes $offset to $(($offset + $length)) of $escaped are lost"
      continue
    fi
    join_part "$path" "$file" "$offset" || warn "the part at byte $offset of $escaped could not be joined; it is in $member"
  done < "$work/parts"
}

# join_part PART FILE OFFSET
join_part() {
  if [ -f "$2" ]; then
    chmod u+w "$2"
  else
    : > "$2" && chown --reference="$1" "$2" 2>/dev/null
  fi
  dd if="$1" of="$2" bs=1048576 conv=notrunc,sparse oflag=seek_bytes seek="$3" 2>/dev/null || return 1
  chmod --reference="$1" "$2" && touch -r "$1" "$2" && rm -f "$1" || return 1
  rmdir "${1%/*}" 2>/dev/null || :
}

restore_times() {
  count=0
  while read -r escaped; do
    count=$((count + 1))
    if [ -f "$work/times/$count" ] && place "$escaped" && [ -d "$path" ]; then touch -r "$work/times/$count" "$path"; fi
  done < "$work/keep"
  each directory > "$work/directories"
  while read -r seconds escaped; do
    if place "$escaped" && [ -d "$path" ] && [ ! -L "$path" ]; then touch -d "@$seconds" "$path"; fi
  done < "$work/directories"
}

# --- the restore -----------------------------------------------------------------------------------------------------

# plan: groups the pieces at hand into runs that can be read without a gap
plan() {
  runs=0
  last=
  while read -r piece segment section kind rest; do
    [ "$kind" = data ] || continue
    set -- $rest
    if [ ! -e "$work/volume.$2" ]; then
      warn "segment $segment, section $section is lost: volume $1 is not among the sources. manifest.jsonl says which files were in piece $piece."
      last=
      continue
    fi
    [ "$last" = "$segment" ] || runs=$((runs + 1))
    last=$segment
    printf '%s\n' "$piece $segment $section $kind $rest" >> "$work/run.$runs"
  done < "$work/pieces"
}

check=no
target=
while [ $# -gt 0 ]; do
  case $1 in
    --to) [ $# -ge 2 ] || usage; target=$2; shift 2 ;;
    --check) check=yes; shift ;;
    --) shift; break ;;
    -*) usage ;;
    *) break ;;
  esac
done
[ -n "$target" ] && [ $# -gt 0 ] || usage

work=$(mktemp -d) || die "no room for temporary files"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
mkdir -p "$target" || die "$target cannot be made"
target=$(cd "$target" && pwd) || die "$target cannot be entered"
[ "$target" != / ] || target=

for source in "$@"; do register "$source"; done
pieces > "$work/pieces"
plan
if find_manifest; then
  [ "$set_type" = full ] || say "this is a $set_type set: the sets before it must have been restored to this target"
  remember_times
  apply_deletions
  clear_split_files
else
  warn "the manifest is not at hand: deletions are not applied, and files in several parts stay in parts"
fi

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  extract_run "$work/run.$run" "$target/"
done

if [ -f "$manifest/recover.list" ]; then
  join_parts
  restore_times
fi
if [ "$check" = yes ]; then
  (cd "$target/" && sha256sum -c --quiet "$manifest/SHA256SUMS") || warn "some files are not what was backed up, see above"
fi

[ -n "$(sed -n '/ data /p' "$work/pieces")" ] && [ "$runs" = 0 ] && die "nothing was restored: none of the set's volumes is among the sources"
[ ! -e "$work/warned" ] || { say "finished with warnings"; exit 1; }
say "everything was restored to ${target:-/}"
