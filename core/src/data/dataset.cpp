// Selections, splits and fingerprints of datasets. Random choices are keyed by what they are for,
// so that one seed serves them all without repeating numbers.
#include "rouse/dataset.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "range.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

enum Purpose : std::uint64_t { select_key = 0x73656c6563, shuffle_key, split_key };

using Indices = std::vector<std::size_t>;

/// For every class the indices of its samples, ascending.
std::vector<Indices> indices_by_class(const Dataset& dataset) {
  std::vector<Indices> by_class(dataset.class_count);
  for (std::size_t i = 0; i < dataset.samples.size(); ++i) {
    const std::uint32_t label = dataset.samples[i].label;
    if (label >= dataset.class_count) {
      throw Error(ErrorCode::invalid_value,
                  "sample " + std::to_string(i) + " has label " + std::to_string(label) +
                      "; expected a class below " + std::to_string(dataset.class_count));
    }
    by_class[label].push_back(i);
  }
  return by_class;
}

Dataset without_samples(const Dataset& dataset) {
  Dataset copy;
  copy.shape = dataset.shape;
  copy.class_count = dataset.class_count;
  copy.warnings = dataset.warnings;
  copy.film_seed = dataset.film_seed;
  copy.swapped_classes = dataset.swapped_classes;
  return copy;
}

void check_classes(const Dataset& dataset, const std::vector<std::uint32_t>& classes) {
  for (const std::uint32_t label : classes) {
    if (label < dataset.class_count) continue;
    throw Error(ErrorCode::invalid_value, "class " + std::to_string(label) +
                                              " is not in the data; expected classes below " +
                                              std::to_string(dataset.class_count));
  }
}

bool contains(const std::vector<std::uint32_t>& classes, std::uint32_t label) {
  return classes.empty() || std::find(classes.begin(), classes.end(), label) != classes.end();
}

/// How many of a class's samples to test on: both parts get one as soon as there are two.
std::size_t test_samples(std::size_t samples, float test_share) {
  if (samples < 2) return 0;
  const auto wanted =
      static_cast<std::size_t>(std::lround(static_cast<double>(samples) * test_share));
  return std::clamp<std::size_t>(wanted, 1, samples - 1);
}

/// 64-bit FNV-1a, fed with whole numbers instead of bytes.
class Fingerprint {
 public:
  void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3U; }
  void add(const std::vector<std::uint32_t>& values) {
    add(values.size());
    for (const std::uint32_t value : values) add(value);
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xcbf29ce484222325U;
};

}  // namespace

Dataset select(const Dataset& dataset, const Selection& selection) {
  check_classes(dataset, selection.classes);
  std::vector<Indices> by_class = indices_by_class(dataset);
  std::vector<bool> keep(dataset.size(), false);
  for (std::uint32_t label = 0; label < dataset.class_count; ++label) {
    if (!contains(selection.classes, label)) continue;
    Indices& indices = by_class[label];
    if (selection.seed != 0) Random(selection.seed, select_key, label).shuffle(indices);
    if (selection.per_class != 0 && indices.size() > selection.per_class) {
      indices.resize(selection.per_class);
    }
    for (const std::size_t i : indices) keep[i] = true;
  }

  Dataset selected = without_samples(dataset);
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    if (keep[i]) selected.samples.push_back(dataset.samples[i]);
  }
  if (selected.samples.empty()) {
    throw Error(ErrorCode::no_recordings,
                "none of the " + std::to_string(dataset.size()) +
                    " recordings is of a selected class; select other classes or load more data");
  }
  return selected;
}

void shuffle(Dataset& dataset, std::uint64_t seed) {
  Random(seed, shuffle_key).shuffle(dataset.samples);
}

Split split(const Dataset& dataset, float test_share, std::uint64_t seed) {
  require_between(test_share, 0.0F, 1.0F, "test_share");
  std::vector<Indices> by_class = indices_by_class(dataset);
  std::vector<bool> to_test(dataset.size(), false);
  for (std::uint32_t label = 0; label < dataset.class_count; ++label) {
    Indices& indices = by_class[label];
    Random(seed, split_key, label).shuffle(indices);
    indices.resize(test_samples(indices.size(), test_share));
    for (const std::size_t i : indices) to_test[i] = true;
  }

  Split parts{without_samples(dataset), without_samples(dataset)};
  for (std::size_t i = 0; i < dataset.size(); ++i) {
    (to_test[i] ? parts.test : parts.train).samples.push_back(dataset.samples[i]);
  }
  if (parts.train.samples.empty() || parts.test.samples.empty()) {
    throw Error(ErrorCode::invalid_value,
                std::to_string(dataset.size()) +
                    " recordings cannot be split; at least one class needs two of them");
  }
  return parts;
}

Split split_by_speaker(Dataset dataset, const std::vector<std::uint32_t>& test_speakers) {
  std::vector<bool> heard(test_speakers.size(), false);
  Split parts{without_samples(dataset), without_samples(dataset)};
  for (Sample& sample : dataset.samples) {
    if (sample.speaker < 0) {
      throw Error(ErrorCode::invalid_value,
                  sample.name + " does not say who speaks; split the data in another way");
    }
    const auto found = std::find(test_speakers.begin(), test_speakers.end(),
                                 static_cast<std::uint32_t>(sample.speaker));
    const bool test = found != test_speakers.end();
    if (test) heard[static_cast<std::size_t>(found - test_speakers.begin())] = true;
    (test ? parts.test : parts.train).samples.push_back(std::move(sample));
  }
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (heard[i]) continue;
    throw Error(ErrorCode::invalid_value, "speaker " + std::to_string(test_speakers[i]) +
                                              " is in none of the recordings; choose another");
  }
  if (parts.train.samples.empty()) {
    throw Error(ErrorCode::invalid_value,
                "no recordings are left to train on; choose fewer speakers to test on");
  }
  return parts;
}

std::uint64_t fingerprint(const Dataset& dataset) {
  Fingerprint result;
  result.add(dataset.shape.width);
  result.add(dataset.shape.height);
  result.add(dataset.shape.polarities);
  result.add(dataset.class_count);
  result.add(dataset.size());
  for (const Sample& sample : dataset.samples) {
    result.add(sample.label);
    result.add(sample.events.times);
    result.add(sample.events.channels);
  }
  return result.value();
}

}  // namespace rouse
