// Built-in data: spoken digits in English and German, as an artificial cochlea hears them.
//
// A formant synthesiser (after Klatt 1980: a glottal pulse with jitter and breath, hiss, formants
// in a cascade, targets with glides between them) speaks each word with a voice of its own: length
// of the vocal tract, pitch and its contour, rate, breathiness, stress, background noise. The word
// is scaled and faded as in the Heidelberg digits and heard by the cochlea of cochlea.hpp.
// docs/spoken-digits.md compares the two.
#pragma once

#include <cstdint>
#include <vector>

#include "rouse/dataset.hpp"

namespace rouse {

/// What to generate. Sample i depends only on (seed, i), not on how many are made.
struct SpokenDigitsOptions {
  std::uint32_t count = 1000;  ///< samples, 1..1000000; labels are spread evenly over the classes
  std::uint64_t seed = 1;
  std::uint32_t first = 0;  ///< index of the first sample: other ranges share no sample
};

/// 700 channels (shd_shape), twenty classes (shd_class_names()), about 0.7 s. Every twenty samples
/// hold each class once, in a seeded order. Throws invalid_value for a count outside its range.
Dataset make_spoken_digits(const SpokenDigitsOptions& options);

/// One sample of the same sequence.
Sample make_spoken_digit(std::uint64_t seed, std::uint32_t index);

/// What the cochlea hears of it: cochlea_sample_rate samples a second, within about ±2; the first
/// sample is at 0 µs of the recording.
std::vector<float> spoken_digit_sound(std::uint64_t seed, std::uint32_t index);

}  // namespace rouse
