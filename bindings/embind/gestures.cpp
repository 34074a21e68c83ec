// The module that films the built-in gestures. src/gestures.ts has the types.
#include "rouse/gestures.hpp"

#include <emscripten/bind.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "conversions.hpp"
#include "rouse/dataset.hpp"

namespace rouse::bindings {
namespace {

/// A part of the built-in gestures, filmed piece by piece so that the caller can tell and stop.
class Camera {
 public:
  /// Of pixels of `pool` x `pool`.
  static Camera* create(std::uint32_t seed, std::uint32_t pool) { return new Camera(seed, pool); }

  /// Adds samples first .. first + count - 1 of the seed's sequence.
  void add(std::uint32_t first, std::uint32_t count) {
    Dataset more = make_gestures({count, seed_, first});
    if (pool_ > 1) {
      pool(more, pool_);
      thin_out(more, gestures_quantum_us);
    }
    if (dataset_.samples.empty()) {
      dataset_ = std::move(more);
      return;
    }
    for (Sample& sample : more.samples) dataset_.samples.push_back(std::move(sample));
  }
  /// As `unpackDataset` takes it.
  val finish() { return array_of(pack_dataset(std::exchange(dataset_, {}))); }

 private:
  Camera(std::uint32_t seed, std::uint32_t pool) : seed_(seed), pool_(pool) {}

  std::uint32_t seed_;
  std::uint32_t pool_;
  Dataset dataset_;
};

val class_names() { return strings_of(dvs_gesture_class_names()); }

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_gestures) {
  using namespace rouse::bindings;
  emscripten::class_<Camera>("Camera")
      .class_function("create", &Guarded<&Camera::create>::call,
                      emscripten::return_value_policy::take_ownership())
      .function("add", &Guarded<&Camera::add>::call)
      .function("finish", &Guarded<&Camera::finish>::call);
  emscripten::constant("samplesPerFigure", rouse::gestures_per_figure);
  emscripten::function("gestureNames", &class_names);
}
