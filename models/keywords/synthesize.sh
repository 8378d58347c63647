#!/usr/bin/env bash
# Speaks the words of the keyword model with the speech synthesizers of Debian.
#   synthesize.sh training DIR   several thousand clips for training: espeak-ng, flite kal/kal16/awb, festival kal
#   synthesize.sh clips DIR      the clips that ship: voices kept out of training (flite rms and slt, festival ked)
# Clips are 16 kHz mono 16-bit wav in class folders. The same call gives the same clips.
set -euo pipefail

words=(down go left no off on right stop up yes)
others=(zero one two three four five six seven eight nine bed bird cat dog happy house marvin sheila tree wow
  backward forward follow learn visual know snow dawn town gone own moon door low late lift loft laugh let write
  wrong ride bright ripe light top step shop start staff cup hop pup of awful often yet yeah yesterday guess best
  hello please music window coffee water table paper garden number morning kitchen)

fail() { echo "synthesize.sh: $1" >&2; exit 1; }
for program in espeak-ng flite festival text2wave; do
  command -v "$program" >/dev/null ||
    fail "$program is missing; install the packages espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k"
done

label() { case " ${words[*]} " in *" $1 "*) echo "$1" ;; *) echo _unknown_ ;; esac; }

# RANDOM is seeded, so that every run chooses the same voices, speeds and pitches.
RANDOM=1
# A command substitution would seed it anew, so that numbers are drawn into a variable.
between() { # NAME LOW HIGH
  printf -v "$1" %d $(($2 + RANDOM % ($3 - $2 + 1)))
}

espeak_clips() { # OUT WORD COUNT
  local out=$1 word=$2 i voice speed pitch
  for ((i = 0; i < $3; i++)); do
    voice=${accents[RANDOM % ${#accents[@]}]}+${variants[RANDOM % ${#variants[@]}]}
    between speed 110 210
    between pitch 15 85
    espeak-ng -v "$voice" -s "$speed" -p "$pitch" \
      -w "$out/$(label "$word")/espeak_${word}_$i.wav" "$word"
  done
}

flite_clips() { # OUT VOICE WORD STRETCH PITCH
  flite -voice "$2" --setf duration_stretch="$4" --setf int_f0_target_mean="$5" -t "$3" "$1/$(label "$3")/$2_$3_$4_$5.wav"
}

festival_clips() { # OUT VOICE STRETCH WORD...
  local out=$1 voice=$2 stretch=$3 script
  shift 3
  script=$(mktemp)
  {
    echo "(voice_$voice)"
    echo "(Parameter.set 'Duration_Stretch $stretch)"
    for word in "$@"; do
      echo "(let ((u (SynthText \"$word\"))) (utt.wave.resample u 16000) (utt.save.wave u \"$out/$(label "$word")/${voice}_${word}_$stretch.wav\" 'riff))"
    done
  } >"$script"
  festival -b "$script" >/dev/null 2>&1 || fail "festival failed with the voice $voice"
  rm -f "$script"
}

folders() { for word in "${words[@]}" _unknown_; do mkdir -p "$1/$word"; done; }

training() {
  local out=$1 word stretch pitch
  mapfile -t variants < <(espeak-ng --voices=variant | awk 'NR > 1 { sub("!v/", "", $5); print $5 }' |
    grep -Ev 'whisper|robo|Robot|Demonic|Storm|Tweaky|croak|Mr|Nguyen|antonio|announcer' | LC_ALL=C sort)
  accents=(en-us en-us en-us en-gb en-gb-scotland en-gb-x-rp en-gb-x-gbclan en-gb-x-gbcwmd en-029)
  folders "$out"
  for word in "${words[@]}"; do espeak_clips "$out" "$word" 220; done
  for word in "${others[@]}"; do espeak_clips "$out" "$word" 20; done
  for word in "${words[@]}"; do
    for stretch in 0.8 0.9 1.0 1.15 1.3 1.5; do
      for pitch in 85 105 130 170; do
        for voice in kal16 awb; do flite_clips "$out" "$voice" "$word" "$stretch" "$pitch"; done
      done
    done
  done
  for word in "${others[@]}"; do
    for voice in kal16 awb; do flite_clips "$out" "$voice" "$word" 1.0 110; flite_clips "$out" "$voice" "$word" 1.2 160; done
  done
  for stretch in 0.85 1.0 1.2 1.4; do festival_clips "$out" kal_diphone "$stretch" "${words[@]}" "${others[@]}"; done
}

clips() {
  local out=$1 word
  folders "$out"
  for word in "${words[@]}" seven happy; do
    flite_clips "$out" rms "$word" 1.1 100
    flite_clips "$out" slt "$word" 1.1 175
  done
  festival_clips "$out" ked_diphone 1.1 "${words[@]}" zero table
  one_second "$out"
  stitch "$out" rms_yes_1.1_100 slt_left_1.1_175 rms_stop_1.1_100 slt_seven_1.1_175 rms_go_1.1_100 slt_on_1.1_175
}

# Perl's part of the two functions below: samples of a wav file, the stretch that holds the word, and writing.
wav_perl='
  sub load {
    open(my $in, "<:raw", $_[0]) or die "$_[0]: $!\n";
    read($in, my $head, 44) == 44 && read($in, my $data, 1 << 22) or die "$_[0]: cut short\n";
    return unpack("s<*", $data);
  }
  sub word {
    my $peak = 0;
    for (@_) { $peak = abs if abs > $peak }
    my ($from, $to) = (0, $#_);
    $from++ while $from < $to && abs($_[$from]) < 0.02 * $peak;
    $to-- while $to > $from && abs($_[$to]) < 0.02 * $peak;
    return @_[$from .. $to];
  }
  sub hiss { return map { int(rand(31)) - 15 } 1 .. $_[0] }
  sub save {
    my ($path, @samples) = @_;
    my $body = pack("s<*", map { $_ > 32767 ? 32767 : $_ < -32768 ? -32768 : $_ } @samples);
    open(my $wav, ">:raw", $path) or die "$path: $!\n";
    print $wav "RIFF", pack("V", 36 + length $body), "WAVEfmt ", pack("VvvVVvv", 16, 1, 1, 16000, 32000, 2, 16),
      "data", pack("V", length $body), $body;
  }
  srand(1);
'

# Puts the word of every clip into the middle of one second.
one_second() { # OUT
  perl -e "$wav_perl"'
    for my $path (sort glob("$ARGV[0]/*/*.wav")) {
      my @word = word(load($path));
      @word = @word[0 .. 15999] if @word > 16000;
      my $before = int((16000 - @word) / 2);
      save($path, (0) x $before, @word, (0) x (16000 - $before - @word));
    }
  ' "$1"
}

# Words one after another with pauses, over faint noise: recording.wav beside the folder, and recording.csv with where each
# word starts.
stitch() { # OUT CLIP...
  perl -e "$wav_perl"'
    my ($out, @names) = @ARGV;
    my @samples = hiss(12000);
    my $rows = "seconds,word\n";
    for my $name (@names) {
      my ($path) = glob("$out/*/$name.wav");
      my ($label) = $path =~ m{([^/]+)/[^/]+$} or die "no $name\n";
      my @word = word(load($path));
      my @noise = hiss(scalar @word);
      $rows .= sprintf("%.2f,%s\n", @samples / 16000, $label);
      push @samples, (map { $word[$_] + $noise[$_] } 0 .. $#word), hiss(13000);
    }
    save("$out/../recording.wav", @samples);
    open(my $csv, ">", "$out/../recording.csv") or die "recording.csv: $!\n";
    print $csv $rows;
  ' "$@"
}

[ $# -eq 2 ] || fail "say synthesize.sh training DIR or synthesize.sh clips DIR"
case $1 in
  training | clips) "$1" "$(realpath -m "$2")" ;;
  *) fail "unknown part '$1'; say training or clips" ;;
esac
