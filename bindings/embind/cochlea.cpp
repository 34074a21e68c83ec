// The cochlea's module: built-in words are spoken and heard, and so is whatever sound comes.
// src/cochlea_server.ts has the types.
#include "rouse/cochlea.hpp"

#include <emscripten/bind.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "conversions.hpp"
#include "rouse/dataset.hpp"
#include "rouse/shd.hpp"
#include "rouse/spoken_digits.hpp"

namespace rouse::bindings {
namespace {

val events_of(const EventStream& events) {
  val object = val::object();
  object.set("times", array_of(events.times));
  object.set("channels", array_of(events.channels));
  return object;
}

/// A part of the built-in words, made piece by piece so that the caller can tell and stop.
class Speaker {
 public:
  static Speaker* create(std::uint32_t seed) { return new Speaker(seed); }

  /// Adds samples first .. first + count - 1 of the seed's sequence.
  void add(std::uint32_t first, std::uint32_t count) {
    Dataset more = make_spoken_digits({count, seed_, first});
    if (dataset_.samples.empty()) {
      dataset_ = std::move(more);
      return;
    }
    for (Sample& sample : more.samples) dataset_.samples.push_back(std::move(sample));
  }
  /// As `unpackDataset` takes it.
  val finish() { return array_of(pack_dataset(std::exchange(dataset_, {}))); }

 private:
  explicit Speaker(std::uint32_t seed) : seed_(seed) {}

  std::uint32_t seed_;
  Dataset dataset_;
};

/// A Cochlea, fed with Float32Arrays.
class Ear {
 public:
  static Ear* create(std::uint32_t sample_rate, std::uint32_t seed) {
    return new Ear(Cochlea({sample_rate, seed}));
  }

  val hear(val samples) {
    EventStream spikes;
    cochlea_.hear(vector_of<float>(samples), spikes);
    return events_of(spikes);
  }
  void reset() { cochlea_.reset(); }

 private:
  explicit Ear(Cochlea cochlea) : cochlea_(std::move(cochlea)) {}

  Cochlea cochlea_;
};

val sound_of(std::uint32_t seed, std::uint32_t index) {
  return array_of(spoken_digit_sound(seed, index));
}

val faded(val samples) {
  std::vector<float> word = vector_of<float>(samples);
  fade_word(word);
  return array_of(word);
}

val frequencies() {
  std::vector<float> hertz(cochlea_channels);
  for (std::uint32_t i = 0; i < cochlea_channels; ++i) hertz[i] = cochlea_frequency(i);
  return array_of(hertz);
}

val class_names() { return strings_of(shd_class_names()); }

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_cochlea) {
  using namespace rouse::bindings;
  emscripten::class_<Speaker>("Speaker")
      .class_function("create", &Guarded<&Speaker::create>::call,
                      emscripten::return_value_policy::take_ownership())
      .function("add", &Guarded<&Speaker::add>::call)
      .function("finish", &Guarded<&Speaker::finish>::call);
  emscripten::class_<Ear>("Ear")
      .class_function("create", &Guarded<&Ear::create>::call,
                      emscripten::return_value_policy::take_ownership())
      .function("hear", &Guarded<&Ear::hear>::call)
      .function("reset", &Guarded<&Ear::reset>::call);
  emscripten::function("spokenDigitSound", &Guarded<&sound_of>::call);
  emscripten::function("fadeWord", &Guarded<&faded>::call);
  emscripten::function("frequencies", &Guarded<&frequencies>::call);
  emscripten::function("wordNames", &Guarded<&class_names>::call);
}
