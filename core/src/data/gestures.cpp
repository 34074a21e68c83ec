// The built-in gestures: who performs which of them, where, and how the camera sees it.
#include "rouse/gestures.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "data/event_pixels.hpp"
#include "data/gesture_figure.hpp"
#include "data/gesture_scene.hpp"
#include "data/shade_canvas.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

enum Purpose : std::uint64_t { order_key = 0x67657374, figure_key, session_key, performance_key };

constexpr std::uint32_t most_samples = 1000000;
constexpr float end_us = 1450000.0F;

// Between two pictures nothing moves farther than this.
constexpr float step_pixels = 1.0F;
constexpr float shortest_step_us = 1000.0F;
constexpr float longest_step_us = 5000.0F;

/// Blocks of eleven samples hold every gesture once.
std::uint32_t label_of(std::uint64_t seed, std::uint32_t index) {
  std::vector<std::uint32_t> gestures(dvs_gesture_classes);
  for (std::uint32_t i = 0; i < dvs_gesture_classes; ++i) gestures[i] = i;
  Random(seed, order_key, index / dvs_gesture_classes).shuffle(gestures);
  return gestures[index % dvs_gesture_classes];
}

PixelOptions random_camera(Random& random) {
  PixelOptions options = gesture_pixels();
  options.off_threshold = 0.15F * random.uniform(0.85F, 1.15F);
  options.on_threshold = 0.75F * options.off_threshold;
  options.sensitive = 0.15F;
  options.sensitive_share = 0.45F;
  options.time_constant_us = random.uniform(1000.0F, 2500.0F);
  options.stray = 0.04F;
  options.stray_pixels = 45.0F;
  options.noise_per_second = 2000.0F * random.uniform(0.8F, 1.2F);
  options.noise_of_hot = 0.7F;
  options.hot_pixels = 600;
  options.noise_on = 0.3F;
  return options;
}

/// Keeps its memory from sample to sample.
class Filming {
 public:
  void film(const Performance& performance, const GestureScene& scene, const Session& session,
            Random& random, EventStream& events) {
    Pose pose = performance.at(0.0F);
    scene.draw(pose, canvas_);
    canvas_.log_light(levels_);
    pixels_.wake(dvs_gesture_shape, random_camera(random), levels_, random);
    for (const std::uint32_t pixel : session.flickering) pixels_.add_hot_pixel(pixel);
    float now_us = 0.0F;
    float step_us = shortest_step_us;
    while (now_us < end_us) {
      const float next_us = std::min(now_us + step_us, end_us);
      const Pose next = performance.at(next_us * 1e-6F);
      // The next step is as long as this one's speed allows.
      const float way = scene.way_between(pose, next);
      step_us = std::clamp(step_pixels * (next_us - now_us) / (way + 1e-3F), shortest_step_us,
                           longest_step_us);
      pose = next;
      now_us = next_us;
      scene.draw(pose, canvas_);
      canvas_.log_light(levels_);
      pixels_.see(levels_, now_us, random, events);
    }
  }

 private:
  ShadeCanvas canvas_{static_cast<int>(dvs_gesture_shape.width),
                      static_cast<int>(dvs_gesture_shape.height)};
  std::vector<float> levels_;
  EventPixels pixels_;
};

constexpr std::string_view name_begin = "gestures ";

Sample listed(std::uint64_t seed, std::uint32_t index) {
  Sample sample;
  sample.label = label_of(seed, index);
  sample.name = std::string(name_begin) + std::to_string(index);
  sample.speaker = static_cast<std::int32_t>(index / gestures_per_figure);
  return sample;
}

std::uint32_t index_of(const Sample& sample) {
  std::uint32_t index = 0;
  const std::string_view name = sample.name;
  const std::string_view number = name.substr(std::min(name_begin.size(), name.size()));
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  if (error != std::errc() || end != number.data() + number.size() ||
      !name.starts_with(name_begin)) {
    throw Error(ErrorCode::bad_format, "sample \"" + sample.name + "\" is not one of the gestures");
  }
  return index;
}

/// Keeps its memory from sample to sample.
class Generator {
 public:
  void film(std::uint64_t seed, std::uint32_t index, Sample& sample) {
    Random of_figure(seed, figure_key, index / gestures_per_figure);
    const Figure figure = random_figure(of_figure);
    const Looks looks = random_looks(of_figure);
    Random of_session(seed, session_key, index / dvs_gesture_classes);
    const Session session = random_session(of_session);
    Random random(seed, performance_key, index);
    const Performance performance(figure, static_cast<Gesture>(label_of(seed, index)), random);
    film_.times.clear();
    film_.channels.clear();
    filming_.film(performance, GestureScene(figure.body, looks, session), session, random, film_);
    // A copy has no room to spare.
    sample.events = film_;
  }

 private:
  Filming filming_;
  EventStream film_;
};

}  // namespace

Dataset list_gestures(const GesturesOptions& options) {
  if (options.count < 1 || options.count > most_samples) {
    throw Error(ErrorCode::invalid_value, "count is " + std::to_string(options.count) +
                                              "; expected 1 to " + std::to_string(most_samples));
  }
  Dataset dataset;
  dataset.shape = dvs_gesture_shape;
  dataset.class_count = dvs_gesture_classes;
  dataset.swapped_classes = dvs_gesture_swapped_classes();
  dataset.samples.reserve(options.count);
  for (std::uint32_t i = 0; i < options.count; ++i) {
    dataset.samples.push_back(listed(options.seed, options.first + i));
  }
  return dataset;
}

Dataset make_gestures(const GesturesOptions& options) {
  Dataset dataset = list_gestures(options);
  Generator generator;
  for (std::uint32_t i = 0; i < options.count; ++i) {
    generator.film(options.seed, options.first + i, dataset.samples[i]);
  }
  return dataset;
}

void film_gesture(std::uint64_t seed, Sample& sample) {
  Generator().film(seed, index_of(sample), sample);
}

Sample make_gesture(std::uint64_t seed, std::uint32_t index) {
  Sample sample = listed(seed, index);
  Generator().film(seed, index, sample);
  return sample;
}

}  // namespace rouse
