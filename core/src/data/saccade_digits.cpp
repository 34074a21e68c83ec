// The built-in data: who writes which digit, how the camera moves, and the constants that were
// fitted to N-MNIST (docs/saccade-digits.md says how).
#include "rouse/saccade_digits.hpp"

#include <algorithm>
#include <array>
#include <string>
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
/// three saccades along a triangle, each after a pause in which the picture drifts.
constexpr float path_start_us = 2500.0F;
constexpr float path_spacing_us = 5000.0F;
constexpr std::array<Point, 61> saccades = {{
    {-2.28F, -2.25F}, {-2.28F, -2.2F},  {-2.28F, -2.1F},  {-2.28F, -1.95F}, {-2.28F, -1.72F},
    {-2.3F, -1.38F},  {-2.31F, -0.92F}, {-2.31F, -0.36F}, {-2.28F, 0.24F},  {-2.18F, 0.88F},
    {-1.98F, 1.5F},   {-1.72F, 2.07F},  {-1.42F, 2.53F},  {-1.07F, 2.84F},  {-0.85F, 3.02F},
    {-0.76F, 3.12F},  {-0.72F, 3.15F},  {-0.68F, 3.15F},  {-0.64F, 3.14F},  {-0.58F, 3.12F},
    {-0.5F, 3.1F},    {-0.4F, 3.07F},   {-0.28F, 3.05F},  {-0.14F, 3.02F},  {0.0F, 2.96F},
    {0.16F, 2.84F},   {0.38F, 2.6F},    {0.65F, 2.26F},   {0.89F, 1.82F},   {1.13F, 1.27F},
    {1.34F, 0.66F},   {1.54F, 0.1F},    {1.76F, -0.43F},  {1.98F, -0.84F},  {2.16F, -1.11F},
    {2.32F, -1.28F},  {2.46F, -1.38F},  {2.58F, -1.44F},  {2.68F, -1.5F},   {2.78F, -1.56F},
    {2.9F, -1.62F},   {3.02F, -1.68F},  {3.12F, -1.74F},  {3.18F, -1.79F},  {3.22F, -1.82F},
    {3.2F, -1.83F},   {3.0F, -1.82F},   {2.6F, -1.8F},    {2.17F, -1.78F},  {1.74F, -1.78F},
    {1.25F, -1.8F},   {0.73F, -1.8F},   {0.2F, -1.84F},   {-0.28F, -1.92F}, {-0.69F, -1.98F},
    {-1.03F, -1.97F}, {-1.28F, -1.92F}, {-1.44F, -1.82F}, {-1.52F, -1.74F}, {-1.54F, -1.7F},
    {-1.54F, -1.7F},
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

/// Keeps its memory from sample to sample.
class Generator {
 public:
  Sample make(std::uint64_t seed, std::uint32_t index) {
    Random random(seed, sample_key, index);
    Sample sample;
    sample.label = label_of(seed, index);
    sample.name = "saccade-digits " + std::to_string(index);
    draw_digit(sample.label, random, drawing_);
    const std::vector<PathPoint> path = random_path(random);
    camera_.film(drawing_, path, nmnist_shape, random_camera(random), random, sample.events);
    return sample;
  }

 private:
  Drawing drawing_;
  EventCamera camera_;
};

}  // namespace

Dataset make_saccade_digits(const SaccadeDigitsOptions& options) {
  if (options.count < 1 || options.count > most_samples) {
    throw Error(ErrorCode::invalid_value, "count is " + std::to_string(options.count) +
                                              "; expected 1 to " + std::to_string(most_samples));
  }
  Dataset dataset;
  dataset.shape = nmnist_shape;
  dataset.class_count = classes;
  dataset.samples.reserve(options.count);
  Generator generator;
  for (std::uint32_t i = 0; i < options.count; ++i) {
    dataset.samples.push_back(generator.make(options.seed, options.first + i));
  }
  return dataset;
}

Sample make_saccade_digit(std::uint64_t seed, std::uint32_t index) {
  return Generator().make(seed, index);
}

}  // namespace rouse
