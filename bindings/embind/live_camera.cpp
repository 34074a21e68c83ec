// The part of the gestures' module that sees a video. src/live_camera_server.ts has the types.
#include "rouse/live_camera.hpp"

#include <emscripten/bind.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "conversions.hpp"

namespace rouse::bindings {
namespace {

/// A LiveCamera, fed with Uint8Arrays.
class Watcher {
 public:
  static Watcher* create(std::uint32_t size, float contrast, std::uint32_t seed, val frame) {
    return new Watcher(LiveCamera({size, contrast, seed}, vector_of<std::uint8_t>(frame)));
  }

  val see(val frame, std::uint32_t elapsed_us) {
    EventStream events;
    camera_.see(vector_of<std::uint8_t>(frame), elapsed_us, events);
    val object = val::object();
    object.set("times", array_of(events.times));
    object.set("channels", array_of(events.channels));
    return object;
  }

 private:
  explicit Watcher(LiveCamera camera) : camera_(std::move(camera)) {}

  LiveCamera camera_;
};

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_live_camera) {
  using namespace rouse::bindings;
  emscripten::class_<Watcher>("Watcher")
      .class_function("create", &Guarded<&Watcher::create>::call,
                      emscripten::return_value_policy::take_ownership())
      .function("see", &Guarded<&Watcher::see>::call);
}
