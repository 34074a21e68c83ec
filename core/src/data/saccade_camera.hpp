// The camera of the built-in data, with the constants that were fitted to N-MNIST
// (docs/saccade-digits.md says how).
#pragma once

#include "data/event_camera.hpp"

namespace rouse {

/// Films with N-MNIST's three saccades. Keeps scratch memory.
class SaccadeCamera {
 public:
  /// Appends a recording to `events`.
  void film(const Drawing& drawing, Random& random, EventStream& events);
  void film(const GreyPicture& grey, Random& random, EventStream& events);

 private:
  template <typename Subject>
  void film_any(const Subject& subject, Random& random, EventStream& events);

  Picture picture_;
  EventCamera camera_;
};

}  // namespace rouse
