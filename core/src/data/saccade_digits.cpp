// The built-in data: who writes which digit.
#include "rouse/saccade_digits.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "data/digit_strokes.hpp"
#include "data/saccade_camera.hpp"
#include "rouse/error.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

enum Purpose : std::uint64_t { label_key = 0x6469676974, sample_key };

constexpr std::uint32_t classes = 10;
constexpr std::uint32_t most_samples = 1000000;

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
    film_.times.clear();
    film_.channels.clear();
    camera_.film(drawing_, random, film_);
    // A copy has no room to spare.
    sample.events = film_;
  }

 private:
  Drawing drawing_;
  SaccadeCamera camera_;
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
