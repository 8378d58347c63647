#!/usr/bin/env bash
# Speaks the material of the wake word model with the speech synthesizers of Debian.
#   synthesize.sh parts DIR       DIR/{train,validation,test}/{phrase,confusable,sentence,text}/*.wav
#   synthesize.sh recording DIR   DIR/recording.wav and DIR/recording.csv, which ship: voices of the test part
# No voice is in two parts: espeak-ng's variants are dealt out, train has flite kal16, awb and rms and festival kal,
# validation has festival ked, test has flite slt and festival slt-hts. The same call gives the same clips.
set -euo pipefail

phrases=("okay robin" "okay, robin" "okay robin!" "okay robin?")
# None of these contains what sounds like "kay robin": that is the phrase with a swallowed vowel.
confusables=("okay" "robin" "okay rob" "okay robert" "okay rowan" "okay ruben" "okay rubbing" "okay rabbit" "okay ron"
  "okay dobbin" "okay bobbin" "okay coffin" "okay ribbon" "okay reuben" "okay rover" "okay robot" "okay roland" "okay brian"
  "hey robin" "oh robin" "no robin" "the robin" "may robin" "today robin" "okra robin" "cocoa robin"
  "bobbin" "dobbin" "robbing" "rob in" "robin okay" "okay okay" "robin robin" "batman and robin" "a robin" "red robin"
  "okay google" "okay computer" "okay then" "okay so" "okay now" "okay right" "okay go on" "okay rubber" "ok"
  "oak hay rolling" "okay rocking" "okay rolling" "okay rock in" "okay jobbing" "okay mobbing" "throbbing" "sobbing"
  "hockey robin" "echo robin" "poking robin" "robin hood")
unheard=("okay robson" "okay rosin" "okay bobby" "hey bobbin" "oh hay robbie" "okay raven" "decay robbing"
  "okay robust" "okay roving" "local robin" "okay gobbling" "okay rubin" "Kay robbed him" "okay Ravi")
sentences=("Robin said that it was okay." "The robin sat on the fence and sang." "Is it okay if we leave at seven?"
  "I told Robin to bring the tools." "Okay, let us start with the first one." "The weather will be cold and rainy tomorrow."
  "Turn off the light in the kitchen, please." "She bought a ribbon and a box of paper." "We could not open the window."
  "He was robbed in the middle of the day." "My brother works in a hospital near the river." "What time does the next train leave?"
  "A rabbit ran across the road." "Put the kettle on and sit down." "They were rowing across the lake." "Everything is okay now."
  "The old clock in the hall has stopped." "Could you turn the music down a little?" "Our neighbour is rubbing paint off the door."
  "Set a timer for twenty minutes." "There is a robot in the garden." "The robins come back every winter." "I would rather stay at home tonight."
  "Open the second drawer on the left." "Robert and Ron are on their way." "It is okay to ask." "Nobody knew where the key was.")

fail() { echo "synthesize.sh: $1" >&2; exit 1; }
for program in espeak-ng flite festival; do
  command -v "$program" >/dev/null || fail "$program is missing; install espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts"
done

# RANDOM is seeded for each part, so that every run chooses the same voices, speeds and pitches.
# A command substitution would seed it anew, so that numbers are drawn into a variable.
between() { # NAME LOW HIGH
  printf -v "$1" %d $(($2 + RANDOM % ($3 - $2 + 1)))
}
accents=(en-us en-us en-us en-gb en-gb-scotland en-gb-x-rp en-gb-x-gbclan en-gb-x-gbcwmd en-029)

# Every tenth variant is for validation, the two behind it for the test.
variants_of() { # PART
  local wanted='n % 10 > 2'
  [ "$1" = validation ] && wanted='n % 10 == 0'
  [ "$1" = test ] && wanted='n % 10 == 1 || n % 10 == 2'
  espeak-ng --voices=variant | awk 'NR > 1 { sub("!v/", "", $5); print $5 }' |
    grep -Ev 'whisper|robo|Robot|Demonic|Storm|Tweaky|croak|Mr|Nguyen|antonio|announcer' | LC_ALL=C sort |
    awk '{ n = NR - 1 } '"$wanted"
}

espeak_clip() { # FILE TEXT
  local voice=${accents[RANDOM % ${#accents[@]}]}+${variants[RANDOM % ${#variants[@]}]} speed pitch
  between speed 115 205
  between pitch 15 85
  espeak-ng -v "$voice" -s "$speed" -p "$pitch" -w "$1" "$2"
}

espeak_clips() { # FOLDER COUNT TEXT...
  local folder=$1 count=$2 n=0 text i
  shift 2
  for text in "$@"; do
    for ((i = 0; i < count; i++)); do
      espeak_clip "$folder/espeak_$n.wav" "$text"
      n=$((n + 1))
    done
  done
}

flite_clips() { # FOLDER VOICE STRETCHES PITCHES TEXT...
  local folder=$1 voice=$2 stretches=$3 pitches=$4 n=0 text stretch pitch
  shift 4
  for text in "$@"; do
    for stretch in $stretches; do
      for pitch in $pitches; do
        flite -voice "$voice" --setf duration_stretch="$stretch" --setf int_f0_target_mean="$pitch" -t "$text" "$folder/${voice}_$n.wav"
        n=$((n + 1))
      done
    done
  done
}

festival_clips() { # FOLDER VOICE STRETCHES TEXT...
  local folder=$1 voice=$2 stretches=$3 script n=0 text stretch
  shift 3
  script=$(mktemp)
  {
    echo "(voice_$voice)"
    for stretch in $stretches; do
      echo "(Parameter.set 'Duration_Stretch $stretch)"
      for text in "$@"; do
        echo "(let ((u (SynthText \"$text\"))) (utt.wave.resample u 16000) (utt.save.wave u \"$folder/${voice}_$n.wav\" 'riff))"
        n=$((n + 1))
      done
    done
  } >"$script"
  festival -b "$script" >/dev/null 2>&1 || fail "festival failed with the voice $voice"
  rm -f "$script"
}

# Licence texts of Debian, cut into pieces of 60 words.
pieces() { # COUNT FILE...
  local count=$1
  shift
  (cd /usr/share/common-licenses && cat "$@") | tr -cs "A-Za-z0-9.,;' \n" ' ' | tr '\n' ' ' |
    awk -v count="$count" 'BEGIN { RS = " +" } length > 0 { line = line $0 " "; if (++n % 60 == 0) { print line; line = ""; if (--count == 0) exit } }'
}

folders() { for kind in phrase confusable sentence text; do mkdir -p "$1/$kind"; done; }

train() {
  RANDOM=7
  local out=$1 voice
  folders "$out"
  mapfile -t variants < <(variants_of train)
  espeak_clips "$out/phrase" 200 "${phrases[@]}"
  espeak_clips "$out/confusable" 14 "${confusables[@]}"
  espeak_clips "$out/sentence" 8 "${sentences[@]}"
  mapfile -t texts < <(pieces 40 GFDL-1.3 Artistic)
  espeak_clips "$out/text" 1 "${texts[@]}"
  for voice in kal16 awb rms; do train_flite "$out" $voice & done
  festival_clips "$out/phrase" kal_diphone "0.8 0.9 1.0 1.15 1.3 1.5" "${phrases[@]}"
  festival_clips "$out/confusable" kal_diphone "0.9 1.2" "${confusables[@]}"
  festival_clips "$out/sentence" kal_diphone "1.0" "${sentences[@]}"
  wait
}

train_flite() { # FOLDER VOICE
  flite_clips "$1/phrase" "$2" "0.8 0.9 1.0 1.1 1.25 1.4 1.6" "85 100 115 130 150 170 190" "${phrases[@]}"
  flite_clips "$1/confusable" "$2" "0.9 1.1 1.4" "100 150" "${confusables[@]}"
  flite_clips "$1/sentence" "$2" "1.0 1.3" "100 150" "${sentences[@]}"
  flite_clips "$1/text" "$2" 1.0 110 "${texts[@]:0:15}"
}

validation() {
  RANDOM=7
  local out=$1
  folders "$out"
  mapfile -t variants < <(variants_of validation)
  espeak_clips "$out/phrase" 25 "${phrases[@]}"
  espeak_clips "$out/confusable" 3 "${confusables[@]}"
  espeak_clips "$out/sentence" 2 "${sentences[@]}"
  festival_clips "$out/phrase" ked_diphone "0.9 1.0 1.2 1.4" "${phrases[@]}"
  festival_clips "$out/confusable" ked_diphone "1.1" "${confusables[@]}"
  festival_clips "$out/sentence" ked_diphone "1.1" "${sentences[@]}"
}

test_part() {
  RANDOM=7
  local out=$1
  folders "$out"
  mapfile -t variants < <(variants_of test)
  espeak_clips "$out/phrase" 40 "${phrases[@]}"
  espeak_clips "$out/confusable" 4 "${confusables[@]}" "${unheard[@]}"
  mapfile -t texts < <(pieces 120 GPL-3 Apache-2.0 MPL-2.0 LGPL-2.1)
  espeak_clips "$out/text" 1 "${texts[@]:0:60}"
  flite_clips "$out/phrase" slt "0.9 1.0 1.15 1.3" "150 175 200" "${phrases[@]}"
  flite_clips "$out/text" slt 1.0 175 "${texts[@]:60:60}"
  flite_clips "$out/confusable" slt "1.0 1.2" 175 "${confusables[@]}" "${unheard[@]}"
  festival_clips "$out/phrase" cmu_us_slt_arctic_hts "0.9 1.0 1.2" "${phrases[@]}"
}

# Words and phrases one after another with pauses, over faint noise.
recording() {
  local out=$1 scratch n=0 line voice pitch text
  scratch=$(mktemp -d)
  while IFS='|' read -r voice pitch text; do
    flite -voice "$voice" --setf duration_stretch=1.1 --setf int_f0_target_mean="$pitch" -t "$text" "$scratch/$(printf '%02d' $n)_$([ "$text" = "okay robin" ] && echo phrase || echo other).wav"
    n=$((n + 1))
  done <<'TEXT'
slt|150|we met at seven
slt|175|okay robin
slt|175|robin is okay
slt|150|okay robin
slt|175|okay then
slt|175|turn on the light
slt|190|okay robin
slt|150|the robin sang
TEXT
  perl -e '
    my ($out, @files) = @ARGV;
    srand(1);
    sub hiss { return map { int(rand(31)) - 15 } 1 .. $_[0] }
    my @samples = hiss(8000);
    my $rows = "seconds,word\n";
    for my $path (@files) {
      open(my $in, "<:raw", $path) or die "$path: $!\n";
      read($in, my $head, 44) == 44 && read($in, my $data, 1 << 22) or die "$path: cut short\n";
      my @word = unpack("s<*", $data);
      my $peak = 0;
      for (@word) { $peak = abs if abs > $peak }
      shift @word while @word && abs($word[0]) < 0.02 * $peak;
      pop @word while @word && abs($word[-1]) < 0.02 * $peak;
      $rows .= sprintf("%.2f,okay robin\n", @samples / 16000) if $path =~ /phrase/;
      my @noise = hiss(scalar @word);
      push @samples, (map { $word[$_] + $noise[$_] } 0 .. $#word), hiss(9600);
    }
    my $body = pack("s<*", map { $_ > 32767 ? 32767 : $_ < -32768 ? -32768 : $_ } @samples);
    open(my $wav, ">:raw", "$out/recording.wav") or die "recording.wav: $!\n";
    print $wav "RIFF", pack("V", 36 + length $body), "WAVEfmt ", pack("VvvVVvv", 16, 1, 1, 16000, 32000, 2, 16), "data", pack("V", length $body), $body;
    open(my $csv, ">", "$out/recording.csv") or die "recording.csv: $!\n";
    print $csv $rows;
  ' "$out" "$scratch"/*.wav
  rm -rf "$scratch"
}

[ $# -eq 2 ] || fail "say synthesize.sh parts DIR or synthesize.sh recording DIR"
target=$(realpath -m "$2")
case $1 in
  parts)
    train "$target/train" &
    training=$!
    validation "$target/validation"
    test_part "$target/test"
    wait $training
    ;;
  recording) recording "$target" ;;
  *) fail "unknown part '$1'; say parts or recording" ;;
esac
