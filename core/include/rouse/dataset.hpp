// Labelled recordings in memory: selection, splits and augmentation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rouse/events.hpp"

namespace rouse {

/// One labelled recording.
struct Sample {
  EventStream events;
  std::uint32_t label = 0;  ///< class, below Dataset::class_count
  std::string name;         ///< where it came from, for people: a file's path, "saccade-digits 17"
  std::int32_t speaker = -1;  ///< who is heard, or -1; neither packs nor pack_dataset() keep it
};

/// Recordings of one sensor.
struct Dataset {
  SensorShape shape;
  std::uint32_t class_count = 0;
  std::vector<Sample> samples;
  std::vector<std::string> warnings;  ///< what a reader left out or repaired, one line each
  /// Of built-in digits that are filmed when they are needed: see list_saccade_digits().
  std::optional<std::uint64_t> film_seed = std::nullopt;
  /// Classes that change places in a mirror, as Augmentation has them; packs and pack_dataset() do
  /// not keep them.
  std::vector<std::uint32_t> swapped_classes = {};

  std::size_t size() const { return samples.size(); }
};

/// Which part of a dataset to use.
struct Selection {
  std::vector<std::uint32_t> classes;  ///< labels to keep; empty keeps all
  std::uint32_t per_class = 0;         ///< at most so many of each class, 0 for all
  std::uint64_t seed = 0;  ///< 0 keeps the first of each class, else a seeded random choice
};

/// The selected samples in their old order. Labels and class_count stay as they were.
/// Throws invalid_value for a class that the dataset does not have and no_recordings when nothing
/// is left.
Dataset select(const Dataset& dataset, const Selection& selection);

/// A seeded permutation of the samples.
void shuffle(Dataset& dataset, std::uint64_t seed);

/// Two datasets that share no sample.
struct Split {
  Dataset train;
  Dataset test;
};

/// Splits per class, so that both parts keep the classes' shares: `test_share` of each class, at
/// least one sample of each class that has two, goes to `test`. The choice depends on the seed.
/// Throws invalid_value unless 0 < test_share < 1, or when a part would be empty.
Split split(const Dataset& dataset, float test_share, std::uint64_t seed);

/// The recordings of these speakers go to `test`, all others to `train`.
/// Throws invalid_value when nobody knows who speaks, naming a speaker that is not heard, or when
/// nothing is left to train on.
Split split_by_speaker(Dataset dataset, const std::vector<std::uint32_t>& test_speakers);

/// Makes one channel of `factor` x `factor` pixels, or of `factor` neighbours on a sensor of one
/// row. Events stay what they are, so one channel may have several at a time.
/// Throws invalid_value unless the factor divides the width and, if there are more rows, the
/// height.
void pool(Dataset& dataset, std::uint32_t factor);

/// Rounds times down to multiples of `time_us`, 1..10^6, and puts events of equal time in order of
/// channel. Bins whose width is a multiple hold the same events as before.
void quantise(Dataset& dataset, std::uint32_t time_us);

/// Quantises, and keeps one of the events that a channel then has at the same time. With binary
/// occupancy, bins whose width is a multiple hold the same spikes as before.
void thin_out(Dataset& dataset, std::uint32_t time_us);

/// Random changes of a recording before it is binned, new in every epoch. All 0 leaves it alone.
struct Augmentation {
  std::uint32_t shift = 0;           ///< pixels: x and, of more than one row, y each move by
                                     ///< -shift..shift, at most 1000
  std::uint32_t time_jitter_us = 0;  ///< µs: standard deviation of each event's time, at most 10^6
  float drop = 0.0F;                 ///< probability with which an event is left out, [0, 1)

  // The following are for cameras, and not in the page's first module.

  float flip = 0.0F;        ///< probability with which left and right change places, [0, 1]
  float rotation = 0.0F;    ///< degrees: turned about its centre by -rotation..rotation, [0, 180]
  float time_scale = 0.0F;  ///< times are multiplied by 1 - time_scale..1 + time_scale, [0, 1)
  /// Classes that change places when a recording is flipped, in pairs: 1, 2 makes a flipped
  /// recording of class 1 one of class 2 and the other way round. Others keep their class.
  std::vector<std::uint32_t> swapped_classes = {};

  bool operator==(const Augmentation&) const = default;
};

/// Throws invalid_value when a field is outside its range, and unsupported when the program was
/// linked without what a field needs.
void validate(const Augmentation& augmentation);

/// The class that a flipped recording of class `label` has.
std::uint32_t flipped_class(const Augmentation& augmentation, std::uint32_t label);

/// Applies augmentations. Keeps scratch memory: nothing is allocated once warm.
class Augmenter {
 public:
  /// Writes the changed recording to `out`. Events that leave the sensor are dropped; times are
  /// clamped to >= 0 and sorted again. Equal (seed, epoch, sample) give equal results.
  /// `out` must be another stream than `in`. Returns whether the recording was flipped.
  bool apply(const EventStream& in, const SensorShape& shape, const Augmentation& augmentation,
             std::uint64_t seed, std::uint64_t epoch, std::uint64_t sample, EventStream& out);
  /// Makes room for recordings of up to so many events.
  void reserve(std::size_t events);

 private:
  EventStream warped_;
  std::vector<std::uint64_t> keyed_;
};

/// A number that changes when samples, labels or events change (64-bit FNV-1a over their values).
/// Checkpoints carry it, so that a run is not resumed on other data by mistake.
std::uint64_t fingerprint(const Dataset& dataset);

/// The dataset as one block of bytes (the form in which workers hand it to each other), and back.
/// `unpack_dataset` throws bad_format for anything that `pack_dataset` did not write.
std::vector<std::uint8_t> pack_dataset(const Dataset& dataset);
Dataset unpack_dataset(std::span<const std::uint8_t> bytes);

}  // namespace rouse
