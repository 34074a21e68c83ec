// The camera's module: drawings and pictures become recordings. src/camera_server.ts has the types.
#include <emscripten/bind.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "conversions.hpp"
#include "rouse/saccade_camera.hpp"

namespace rouse::bindings {
namespace {

val events_of(const EventStream& events) {
  val object = val::object();
  object.set("times", array_of(events.times));
  object.set("channels", array_of(events.channels));
  return object;
}

/// `points` is a Float32Array of x and y in turn over all strokes, `sizes` a Uint32Array with the
/// number of points of each stroke. See film_strokes for errors.
val film_drawing(val points, val sizes, std::uint32_t seed) {
  const std::vector<float> coordinates = vector_of<float>(points);
  std::vector<Stroke> strokes;
  std::size_t next = 0;
  for (const std::uint32_t size : vector_of<std::uint32_t>(sizes)) {
    if (size > coordinates.size() / 2 - next) {
      throw Error(ErrorCode::invalid_value, "the strokes have more points than the " +
                                                std::to_string(coordinates.size() / 2) +
                                                " that are given");
    }
    Stroke& stroke = strokes.emplace_back();
    for (const std::size_t end = next + size; next < end; ++next) {
      stroke.push_back({coordinates[2 * next], coordinates[2 * next + 1]});
    }
  }
  return events_of(film_strokes(strokes, seed));
}

/// `ink` is a Uint8Array, row by row. See film_picture for errors.
val film_grey(std::uint32_t width, std::uint32_t height, val ink, std::uint32_t seed) {
  return events_of(film_picture({width, height, vector_of<std::uint8_t>(ink)}, seed));
}

/// {points, sizes} as above.
val strokes_of(std::uint32_t digit, std::uint32_t seed) {
  std::vector<float> points;
  std::vector<std::uint32_t> sizes;
  for (const Stroke& stroke : write_digit(digit, seed)) {
    for (const auto& [x, y] : stroke) {
      points.push_back(x);
      points.push_back(y);
    }
    sizes.push_back(static_cast<std::uint32_t>(stroke.size()));
  }
  val object = val::object();
  object.set("points", array_of(points));
  object.set("sizes", array_of(sizes));
  return object;
}

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_camera) {
  using namespace rouse::bindings;
  emscripten::function("filmStrokes", &Guarded<&film_drawing>::call);
  emscripten::function("filmPicture", &Guarded<&film_grey>::call);
  emscripten::function("writeDigit", &Guarded<&strokes_of>::call);
}
