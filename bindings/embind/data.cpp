#include "data.hpp"

#include <utility>

namespace rouse::bindings {
namespace {

val recording_of(const EventStream& events, int label, const std::string& name) {
  val object = val::object();
  object.set("times", array_of(events.times));
  object.set("channels", array_of(events.channels));
  object.set("label", label);
  object.set("name", name);
  return object;
}

}  // namespace

val SharedDataset::shape() const { return shape_of(dataset_->shape); }

double SharedDataset::events() const {
  double events = 0;
  for (const Sample& sample : dataset_->samples)
    events += static_cast<double>(sample.events.size());
  return events;
}

val SharedDataset::labels() const {
  std::vector<std::uint32_t> labels;
  labels.reserve(dataset_->size());
  for (const Sample& sample : dataset_->samples) labels.push_back(sample.label);
  return array_of(labels);
}

val SharedDataset::warnings() const { return strings_of(dataset_->warnings); }

val SharedDataset::recording(std::uint32_t index) const {
  if (index >= dataset_->size()) {
    throw Error(ErrorCode::invalid_value,
                "sample " + std::to_string(index) + " is not one of the " +
                    std::to_string(dataset_->size()) + " samples; count them from 0");
  }
  film(index);
  const Sample& sample = dataset_->samples[index];
  return recording_of(sample.events, static_cast<int>(sample.label), sample.name);
}

val SharedDataset::pack() const { return array_of(pack_dataset(*dataset_)); }

SharedDataset unpack(val bytes) {
  return SharedDataset(unpack_dataset(vector_of<std::uint8_t>(bytes)));
}

val unlabelled_recording(val bytes, const std::string& name) {
  const NmnistRecording read = read_nmnist(vector_of<std::uint8_t>(bytes), name);
  val object = val::object();
  object.set("recording", recording_of(read.events, -1, name));
  object.set("warnings", strings_of(read.warnings));
  return object;
}

SharedDataset selected(const SharedDataset& dataset, val classes, std::uint32_t per_class) {
  if (classes["length"].as<std::size_t>() == 0 && per_class == 0) return dataset;
  return SharedDataset(
      select(*dataset.get(), Selection{vector_of<std::uint32_t>(classes), per_class, 0}));
}

val split_in_two(const SharedDataset& dataset, float test_share, std::uint32_t seed) {
  Split parts = split(*dataset.get(), test_share, seed);
  val object = val::object();
  object.set("train", SharedDataset(std::move(parts.train)));
  object.set("test", SharedDataset(std::move(parts.test)));
  return object;
}

void Collector::add(const std::string& path, val bytes) {
  collector_.add(path, vector_of<std::uint8_t>(bytes));
}

SharedDataset saccade_digits(std::uint32_t seed, std::uint32_t first, std::uint32_t count) {
  return SharedDataset(list_saccade_digits({count, seed, first}));
}

}  // namespace rouse::bindings
