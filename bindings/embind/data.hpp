// Datasets as JavaScript sees them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "conversions.hpp"
#include "rouse/dataset.hpp"
#include "rouse/nmnist.hpp"

namespace rouse::bindings {

/// A dataset that several owners share and nobody changes.
class SharedDataset {
 public:
  explicit SharedDataset(Dataset dataset)
      : dataset_(std::make_shared<const Dataset>(std::move(dataset))) {}

  const std::shared_ptr<const Dataset>& get() const { return dataset_; }

  val shape() const;
  std::uint32_t class_count() const { return dataset_->class_count; }
  /// Number of events over all samples.
  double events() const;
  val labels() const;
  val warnings() const;
  /// {times, channels, label, name} of one sample. Throws invalid_value.
  val recording(std::uint32_t index) const;
  val pack() const;

 private:
  std::shared_ptr<const Dataset> dataset_;
};

SharedDataset unpack(val bytes);
/// A recording of no known class: {recording, warnings}; `name` is used in messages.
val unlabelled_recording(val bytes, const std::string& name);
/// {about, train, test} of a pack's bytes; `test` is null where it has none.
val pack_of(val bytes, const std::string& name);
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

/// Built-in data, generated piece by piece so that progress can be shown.
class SaccadeDigits {
 public:
  explicit SaccadeDigits(std::uint32_t seed) : seed_(seed) {}

  /// Samples first .. first + count - 1 of the seed's sequence.
  void add(std::uint32_t first, std::uint32_t count);
  SharedDataset finish() { return SharedDataset(std::move(dataset_)); }

 private:
  std::uint64_t seed_;
  Dataset dataset_;
};

}  // namespace rouse::bindings
