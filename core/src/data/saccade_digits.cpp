// The built-in data: who writes which digit, how the camera moves, and the constants that were
// fitted to N-MNIST (docs/saccade-digits.md says how).
#include "rouse/saccade_digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "data/digit_strokes.hpp"
#include "data/event_camera.hpp"
#include "kernels/exponential.hpp"
#include "rouse/error.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

enum Purpose : std::uint64_t { label_key = 0x6469676974, sample_key };

constexpr std::uint32_t classes = 10;
constexpr std::uint32_t most_samples = 1000000;
constexpr Point sensor_centre{16.7F, 17.2F};
constexpr float centre_spread = 0.2F;
constexpr float time_spread_us = 1500.0F;
constexpr float end_us = 308000.0F;

/// The way of the picture's centre over the sensor, every 5 ms from 2.5 ms on, measured on N-MNIST:
/// three saccades along a triangle, each after a pause in which the picture drifts. The speed was
/// then scaled until each 5 ms brought as many events as in the recordings.
constexpr float path_start_us = 2500.0F;
constexpr float path_spacing_us = 5000.0F;
constexpr std::array<Point, 61> saccades = {{
    {-2.28F, -2.25F}, {-2.28F, -2.09F}, {-2.28F, -2.02F}, {-2.28F, -1.92F}, {-2.28F, -1.76F},
    {-2.29F, -1.52F}, {-2.30F, -1.16F}, {-2.30F, -0.69F}, {-2.27F, -0.14F}, {-2.18F, 0.45F},
    {-2.00F, 1.00F},  {-1.75F, 1.55F},  {-1.48F, 1.97F},  {-1.18F, 2.24F},  {-0.92F, 2.45F},
    {-0.83F, 2.55F},  {-0.77F, 2.59F},  {-0.73F, 2.59F},  {-0.71F, 2.58F},  {-0.67F, 2.57F},
    {-0.63F, 2.56F},  {-0.57F, 2.54F},  {-0.51F, 2.53F},  {-0.43F, 2.51F},  {-0.33F, 2.47F},
    {-0.15F, 2.33F},  {0.10F, 2.06F},   {0.37F, 1.72F},   {0.63F, 1.25F},   {0.86F, 0.71F},
    {1.06F, 0.13F},   {1.26F, -0.42F},  {1.48F, -0.95F},  {1.75F, -1.44F},  {1.98F, -1.79F},
    {2.16F, -1.98F},  {2.28F, -2.07F},  {2.35F, -2.11F},  {2.39F, -2.13F},  {2.45F, -2.16F},
    {2.52F, -2.20F},  {2.61F, -2.25F},  {2.67F, -2.28F},  {2.71F, -2.31F},  {2.72F, -2.32F},
    {2.69F, -2.34F},  {2.38F, -2.32F},  {2.05F, -2.30F},  {1.60F, -2.28F},  {1.15F, -2.28F},
    {0.69F, -2.30F},  {0.16F, -2.30F},  {-0.40F, -2.34F}, {-0.87F, -2.42F}, {-1.27F, -2.48F},
    {-1.57F, -2.47F}, {-1.82F, -2.42F}, {-2.05F, -2.28F}, {-2.18F, -2.15F}, {-2.23F, -2.05F},
    {-2.30F, -1.92F},
}};

std::vector<PathPoint> random_path(Random& random) {
  const Point centre{sensor_centre.x + centre_spread * random.normal(),
                     sensor_centre.y + centre_spread * random.normal()};
  const float late = std::clamp(time_spread_us * random.normal(), -2400.0F, 2400.0F);
  const auto placed = [&](Point p) { return Point{centre.x + p.x, centre.y + p.y}; };
  std::vector<PathPoint> path;
  path.reserve(saccades.size() + 2);
  path.push_back({0.0F, placed(saccades.front())});
  for (std::size_t i = 0; i < saccades.size(); ++i) {
    const float time = path_start_us + path_spacing_us * static_cast<float>(i) + late;
    path.push_back({time, placed(saccades[i])});
  }
  path.push_back({end_us, placed(saccades.back())});
  return path;
}

CameraOptions random_camera(Random& random) {
  CameraOptions options;
  options.contrast = 1.3F;
  options.threshold = 0.165F * kernels::exponential(0.15F * random.normal());
  options.threshold_spread = 0.15F;
  options.refractory_us = 1500.0F;
  options.noise_per_second = 420.0F;
  options.blur_pixels = 2.0F;
  return options;
}

/// Blocks of ten samples hold every digit once.
std::uint32_t label_of(std::uint64_t seed, std::uint32_t index) {
  std::vector<std::uint32_t> digits = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  Random(seed, label_key, index / classes).shuffle(digits);
  return digits[index % classes];
}

constexpr std::string_view name_begin = "saccade-digits ";

Sample listed(std::uint64_t seed, std::uint32_t index) {
  return {{}, label_of(seed, index), std::string(name_begin) + std::to_string(index)};
}

/// Keeps its memory from sample to sample.
class Generator {
 public:
  void film(std::uint64_t seed, std::uint32_t index, Sample& sample) {
    Random random(seed, sample_key, index);
    draw_digit(sample.label, random, drawing_);
    const std::vector<PathPoint> path = random_path(random);
    film_.times.clear();
    film_.channels.clear();
    camera_.film(drawing_, path, nmnist_shape, random_camera(random), random, film_);
    // A copy has no room to spare.
    sample.events = film_;
  }

 private:
  Drawing drawing_;
  EventCamera camera_;
  EventStream film_;
};

}  // namespace

Dataset list_saccade_digits(const SaccadeDigitsOptions& options) {
  if (options.count < 1 || options.count > most_samples) {
    throw Error(ErrorCode::invalid_value, "count is " + std::to_string(options.count) +
                                              "; expected 1 to " + std::to_string(most_samples));
  }
  Dataset dataset;
  dataset.shape = nmnist_shape;
  dataset.class_count = classes;
  dataset.film_seed = options.seed;
  dataset.samples.reserve(options.count);
  for (std::uint32_t i = 0; i < options.count; ++i) {
    dataset.samples.push_back(listed(options.seed, options.first + i));
  }
  return dataset;
}

Dataset make_saccade_digits(const SaccadeDigitsOptions& options) {
  Dataset dataset = list_saccade_digits(options);
  dataset.film_seed.reset();
  Generator generator;
  for (std::uint32_t i = 0; i < options.count; ++i) {
    generator.film(options.seed, options.first + i, dataset.samples[i]);
  }
  return dataset;
}

Sample make_saccade_digit(std::uint64_t seed, std::uint32_t index) {
  Sample sample = listed(seed, index);
  Generator().film(seed, index, sample);
  return sample;
}

void film_saccade_digit(std::uint64_t seed, Sample& sample) {
  if (sample.events.size() > 0) return;
  std::uint32_t index = 0;
  const std::string_view name = sample.name;
  const std::string_view number = name.substr(std::min(name_begin.size(), name.size()));
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  if (error != std::errc() || end != number.data() + number.size() ||
      !name.starts_with(name_begin)) {
    throw Error(ErrorCode::bad_format,
                "sample \"" + sample.name + "\" is not one of the saccade digits");
  }
  Generator().film(seed, index, sample);
}

}  // namespace rouse
