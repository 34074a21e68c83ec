// How the camera moves, and what is shown to it.
#include "data/saccade_camera.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "kernels/exponential.hpp"
#include "range.hpp"
#include "rouse/error.hpp"
#include "rouse/nmnist.hpp"

namespace rouse {
namespace {

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

constexpr float blur_pixels = 2.0F;

CameraOptions random_camera(Random& random) {
  CameraOptions options;
  options.contrast = 1.3F;
  options.threshold = 0.165F * kernels::exponential(0.15F * random.normal());
  options.threshold_spread = 0.15F;
  options.refractory_us = 1500.0F;
  options.noise_per_second = 420.0F;
  options.blur_pixels = blur_pixels;
  return options;
}

constexpr std::size_t most_points = 10000;
constexpr std::uint32_t most_pixels = 1024;
/// Pieces in a line as long as the drawing: the ink is weighed at their ends.
constexpr float pieces_per_extent = 64.0F;
/// MNIST's paper is 28 pixels wide.
constexpr float paper_pixels = 28.0F;

enum Purpose : std::uint64_t { film_key = 0x66696c6d, hand_key = 0x68616e64 };

void validate(std::span<const Stroke> strokes) {
  std::size_t points = 0;
  for (std::size_t i = 0; i < strokes.size(); ++i) {
    const std::string name = "stroke " + std::to_string(i);
    if (strokes[i].empty()) {
      throw Error(ErrorCode::invalid_value, name + " has no points; give it one or more");
    }
    for (const Point& point : strokes[i]) {
      require_within(point.x, 0.0F, 1.0F, name + ": x");
      require_within(point.y, 0.0F, 1.0F, name + ": y");
    }
    points += strokes[i].size();
  }
  require_count(points, 0, most_points, "points in all strokes");
}

void add_line(Point from, Point to, float longest_piece, std::vector<Segment>& segments) {
  const float dx = to.x - from.x;
  const float dy = to.y - from.y;
  const int pieces = 1 + static_cast<int>(std::sqrt(dx * dx + dy * dy) / longest_piece);
  Point before = from;
  for (int piece = 1; piece <= pieces; ++piece) {
    const float share = static_cast<float>(piece) / static_cast<float>(pieces);
    const Point now{from.x + share * dx, from.y + share * dy};
    segments.push_back({before, now});
    before = now;
  }
}

Drawing drawing_of(std::span<const Stroke> strokes) {
  Drawing drawing;
  drawing.half_width = mean_half_width;
  Box box;
  for (const Stroke& stroke : strokes) {
    for (const Point& point : stroke) box.include(point);
  }
  const float extent = std::max({box.high.x - box.low.x, box.high.y - box.low.y, 0.01F});
  for (const Stroke& stroke : strokes) {
    // A dot, where the pen is put down: it counts in the box, and weighs nothing.
    drawing.segments.push_back({stroke.front(), stroke.front()});
    for (std::size_t i = 1; i < stroke.size(); ++i) {
      add_line(stroke[i - 1], stroke[i], extent / pieces_per_extent, drawing.segments);
    }
  }
  if (!strokes.empty()) normalise(drawing);
  return drawing;
}

template <typename Subject>
EventStream filmed(const Subject& subject, std::uint64_t seed) {
  Random random(seed, film_key);
  EventStream events;
  SaccadeCamera().film(subject, random, events);
  return events;
}

}  // namespace

template <typename Subject>
void SaccadeCamera::film_any(const Subject& subject, Random& random, EventStream& events) {
  render(subject, blur_pixels, picture_);
  const std::vector<PathPoint> path = random_path(random);
  camera_.film(picture_, path, nmnist_shape, random_camera(random), random, events);
}

void SaccadeCamera::film(const Drawing& drawing, Random& random, EventStream& events) {
  film_any(drawing, random, events);
}

void SaccadeCamera::film(const GreyPicture& grey, Random& random, EventStream& events) {
  film_any(grey, random, events);
}

EventStream film_strokes(std::span<const Stroke> strokes, std::uint64_t seed) {
  validate(strokes);
  return filmed(drawing_of(strokes), seed);
}

EventStream film_picture(const GreyPicture& picture, std::uint64_t seed) {
  require_count(picture.width, 1, most_pixels, "width");
  require_count(picture.height, 1, most_pixels, "height");
  const std::size_t pixels = std::size_t{picture.width} * picture.height;
  if (picture.ink.size() != pixels) {
    throw Error(ErrorCode::invalid_value,
                "the picture has " + std::to_string(picture.ink.size()) + " values of ink for " +
                    std::to_string(picture.width) + " x " + std::to_string(picture.height) +
                    " pixels; give one for each");
  }
  return filmed(picture, seed);
}

std::vector<Stroke> write_digit(std::uint32_t digit, std::uint64_t seed) {
  require_count(digit, 0, nmnist_classes - 1, "digit");
  Random random(seed, hand_key);
  Drawing drawing;
  draw_digit(digit, random, drawing);
  const auto on_paper = [](Point p) {
    const auto share = [](float pixels) {
      return std::clamp(0.5F + pixels / paper_pixels, 0.0F, 1.0F);
    };
    return Point{share(p.x), share(p.y)};
  };
  std::vector<Stroke> strokes;
  Point pen;
  for (const auto& [from, to] : drawing.segments) {
    // The pen is put down anew where a piece does not begin at the former one's end, but for
    // rounding.
    const float lift = std::abs(from.x - pen.x) + std::abs(from.y - pen.y);
    if (strokes.empty() || lift > 0.01F) strokes.push_back({on_paper(from)});
    strokes.back().push_back(on_paper(to));
    pen = to;
  }
  return strokes;
}

}  // namespace rouse
