// A formant synthesiser after D. H. Klatt, "Software for a cascade/parallel formant synthesizer"
// (1980): glottal pulses and noise through formants in a cascade, hiss through a band of its own.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "rouse/random.hpp"

namespace rouse {

/// A sound of a language, as a man of average size articulates it.
struct Phone {
  std::array<float, 3> formants;   ///< Hz
  float voice = 1.0F;              ///< amplitude of the glottal pulses
  float breath = 0.0F;             ///< of noise at the glottis
  float hiss = 0.0F;               ///< of noise at the lips, teeth or palate
  float hiss_frequency = 5000.0F;  ///< Hz, middle of its band
  float hiss_width = 3000.0F;      ///< Hz
  float damping = 1.0F;            ///< widens the formants: nasals
};

/// A phone as part of a word.
struct Segment {
  const Phone* phone;
  float ms;                ///< at an average rate
  float glide_ms = 50.0F;  ///< in which formants come from the segment before
  float edge_ms = 15.0F;   ///< in which amplitudes do
};

/// Who speaks, and how.
struct Voice {
  float tract = 1.0F;     ///< factor of the formants: 1 a man's, 1.17 a woman's
  float pitch = 115.0F;   ///< Hz, its mean
  float fall = 0.25F;     ///< share by which the pitch falls over the word
  float rise = 0.05F;     ///< and by which it bulges in the middle
  float jitter = 0.01F;   ///< relative deviation of a period, and of its strength
  float breath = 0.05F;   ///< noise in every pulse
  float open = 0.6F;      ///< share of a period that the glottis is open
  float tilt = 0.5F;      ///< 0..1, damps high harmonics
  float rate = 1.0F;      ///< factor of all durations
  float fade = 0.5F;      ///< share of its strength that the voice has lost at the end
  float clarity = 0.05F;  ///< relative deviation of each target
  float noise = 0.002F;   ///< background
  float before_ms = 30.0F, after_ms = 60.0F;  ///< silence
};

Voice random_voice(Random& random);

/// Sound at cochlea_sample_rate, of any loudness.
std::vector<float> speak(std::span<const Segment> word, const Voice& voice, Random& random);

}  // namespace rouse
