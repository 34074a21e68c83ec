// Built-in data: stroke digits seen by a model of an event camera during N-MNIST's three saccades.
//
// A digit is drawn as curved strokes with random shape, slant, width and position, and shown to a
// model of an event camera whose pixels send an event when their log intensity has changed by their
// own (mismatched) threshold, wait out a refractory time and sometimes fire by themselves.
// The constants were fitted to the means of N-MNIST; docs/saccade-digits.md compares the two.
#pragma once

#include <cstdint>

#include "rouse/dataset.hpp"

namespace rouse {

/// What to generate. Sample i depends only on (seed, i, classes), not on how many are made.
struct SaccadeDigitsOptions {
  std::uint32_t count = 1000;  ///< samples, 1..1000000; labels are spread evenly over the classes
  std::uint64_t seed = 1;
  std::uint32_t first = 0;  ///< index of the first sample: other ranges share no sample
};

/// 34x34x2, ten classes, 300 ms. Labels cycle through 0..9 in a seeded order.
/// Throws invalid_value for a count outside its range.
Dataset make_saccade_digits(const SaccadeDigitsOptions& options);

/// One sample of the same sequence.
Sample make_saccade_digit(std::uint64_t seed, std::uint32_t index);

/// The same dataset before it is filmed, in no time: labels and names, but no events. Its film_seed
/// is set.
Dataset list_saccade_digits(const SaccadeDigitsOptions& options);

/// Films a sample of such a dataset, or of a selection of it, unless that was done before.
/// Throws bad_format for a sample whose name is not one of theirs.
void film_saccade_digit(std::uint64_t seed, Sample& sample);

}  // namespace rouse
