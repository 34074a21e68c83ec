// The module that takes gestures from the files of DVS128 Gesture, and pools what cameras saw.
// src/gesture_reader.ts and src/event_reduction.ts have the types.
#include <emscripten/bind.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "conversions.hpp"
#include "rouse/dataset.hpp"
#include "rouse/dvs_gesture.hpp"

namespace rouse::bindings {
namespace {

/// Events before `first_us`, or all when it is 0, of pixels of `pool` x `pool`.
void reduce(Dataset& dataset, std::uint32_t pool, double first_us) {
  if (first_us > 0) {
    for (Sample& sample : dataset.samples) {
      auto& [times, channels] = sample.events;
      const auto end = std::partition_point(times.begin(), times.end(),
                                            [=](std::uint32_t t) { return t < first_us; });
      channels.resize(static_cast<std::size_t>(end - times.begin()));
      times.erase(end, times.end());
    }
  }
  if (pool > 1) rouse::pool(dataset, pool);
}

/// DvsGestureCollector, fed with Uint8Arrays.
class Collector {
 public:
  static Collector* create(const std::string& source, std::uint32_t per_class, double first_us) {
    return new Collector(DvsGestureCollector(source, Selection{{}, per_class, 0},
                                             static_cast<std::uint64_t>(first_us)));
  }

  bool wants(std::uint32_t label) const { return collector_.wants(label); }
  bool full() const { return collector_.full(); }
  /// `text` is that of the table, `table` its path.
  bool begin(const std::string& path, const std::string& text, const std::string& table) {
    return collector_.begin(path, read_gesture_table(text, table));
  }
  bool begin_one(const std::string& path, std::uint32_t label) {
    return collector_.begin(path, label);
  }
  void feed(val bytes) { collector_.feed(vector_of<std::uint8_t>(bytes)); }
  void end() { collector_.end(); }
  /// `names` and `arrays` are as long as each other.
  void add(const std::string& path, val names, val arrays, std::uint32_t label) {
    const auto members = emscripten::vecFromJSArray<std::string>(names);
    std::vector<std::vector<std::uint8_t>> contents;
    std::vector<EventArrayFile> files;
    for (std::size_t i = 0; i < members.size(); ++i) {
      contents.push_back(vector_of<std::uint8_t>(arrays[i]));
    }
    for (std::size_t i = 0; i < members.size(); ++i) files.push_back({members[i], contents[i]});
    collector_.add(path, files, label);
  }
  void warn(const std::string& warning) { collector_.warn(warning); }
  std::uint32_t size() const { return static_cast<std::uint32_t>(collector_.size()); }
  /// As `unpackDataset` takes it, of pixels of `pool` x `pool`.
  val finish(std::uint32_t pool) {
    Dataset dataset = collector_.finish();
    reduce(dataset, pool, 0);
    return array_of(pack_dataset(dataset));
  }

 private:
  explicit Collector(DvsGestureCollector collector) : collector_(std::move(collector)) {}

  DvsGestureCollector collector_;
};

val class_names() { return strings_of(dvs_gesture_class_names()); }
int label_of(const std::string& path) { return dvs_gesture_label(path); }
int user_of(const std::string& path) { return dvs_gesture_user(path); }
std::string table_path(const std::string& path) { return gesture_table_path(path); }

/// Of bytes that `pack` gave.
val reduce_dataset(val bytes, std::uint32_t pool, double first_us) {
  Dataset dataset = unpack_dataset(vector_of<std::uint8_t>(bytes));
  reduce(dataset, pool, first_us);
  return array_of(pack_dataset(dataset));
}

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_dvs) {
  using namespace rouse::bindings;
  emscripten::class_<Collector>("GestureCollector")
      .class_function("create", &Guarded<&Collector::create>::call,
                      emscripten::return_value_policy::take_ownership())
      .property("size", &Collector::size)
      .function("wants", &Collector::wants)
      .function("full", &Collector::full)
      .function("begin", &Guarded<&Collector::begin>::call)
      .function("beginOne", &Guarded<&Collector::begin_one>::call)
      .function("feed", &Guarded<&Collector::feed>::call)
      .function("end", &Guarded<&Collector::end>::call)
      .function("add", &Guarded<&Collector::add>::call)
      .function("warn", &Collector::warn)
      .function("finish", &Guarded<&Collector::finish>::call);
  emscripten::constant("firstTestUser", rouse::first_dvs_gesture_test_user);
  emscripten::function("gestureNames", &class_names);
  emscripten::function("gestureLabel", &label_of);
  emscripten::function("gestureUser", &user_of);
  emscripten::function("gestureTablePath", &table_path);
  emscripten::function("reduceDataset", &Guarded<&reduce_dataset>::call);
}
