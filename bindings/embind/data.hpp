// Datasets as JavaScript sees them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "conversions.hpp"
#include "rouse/dataset.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/saccade_digits.hpp"
#include "rouse/training.hpp"

namespace rouse::bindings {

/// A dataset that several owners share. Nobody changes it, but built-in recordings are filmed when
/// they are first needed.
class SharedDataset {
 public:
  explicit SharedDataset(Dataset dataset)
      : dataset_(std::make_shared<Dataset>(std::move(dataset))) {}

  std::shared_ptr<const Dataset> get() const { return dataset_; }
  /// Films what is not filmed yet: one sample, or all of them.
  void film(std::size_t index) const {
    if (dataset_->film_seed) film_saccade_digit(*dataset_->film_seed, dataset_->samples[index]);
  }
  void film_all() const {
    for (std::size_t i = 0; i < dataset_->size(); ++i) film(i);
  }

  val shape() const;
  std::uint32_t class_count() const { return dataset_->class_count; }
  /// Number of events over all samples; those not filmed yet count none.
  double events() const;
  val labels() const;
  val warnings() const;
  /// {times, channels, label, name} of one sample. Throws invalid_value.
  val recording(std::uint32_t index) const;
  val pack() const;

 private:
  std::shared_ptr<Dataset> dataset_;
};

/// Lets a trainer have recordings filmed as it needs them.
inline Supplier supplier_of(const SharedDataset& train, const SharedDataset& test) {
  return [train, test](const Dataset& dataset, std::size_t sample) {
    (&dataset == train.get().get() ? train : test).film(sample);
  };
}

SharedDataset unpack(val bytes);
/// A recording of no known class: {recording, warnings}; `name` is used in messages.
val unlabelled_recording(val bytes, const std::string& name);
/// `classes` is a Uint32Array; empty keeps all.
SharedDataset selected(const SharedDataset& dataset, val classes, std::uint32_t per_class);
/// {train, test}
val split_in_two(const SharedDataset& dataset, float test_share, std::uint32_t seed);

/// NmnistCollector, fed with Uint8Arrays.
class Collector {
 public:
  Collector(const std::string& source, std::uint32_t per_class)
      : collector_(source, Selection{{}, per_class, 0}) {}

  bool wants(const std::string& path) const { return collector_.wants(path); }
  void add(const std::string& path, val bytes);
  SharedDataset finish() { return SharedDataset(collector_.finish()); }

 private:
  NmnistCollector collector_;
};

/// Built-in data: samples first .. first + count - 1 of the seed's sequence, filmed when needed.
SharedDataset saccade_digits(std::uint32_t seed, std::uint32_t first, std::uint32_t count);

}  // namespace rouse::bindings
