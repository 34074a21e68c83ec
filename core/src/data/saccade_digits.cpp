// The built-in data: who writes which digit.
#include "rouse/saccade_digits.hpp"

#include <string>
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

/// Keeps its memory from sample to sample.
class Generator {
 public:
  Sample make(std::uint64_t seed, std::uint32_t index) {
    Random random(seed, sample_key, index);
    Sample sample;
    sample.label = label_of(seed, index);
    sample.name = "saccade-digits " + std::to_string(index);
    draw_digit(sample.label, random, drawing_);
    film_.times.clear();
    film_.channels.clear();
    camera_.film(drawing_, random, film_);
    // A copy has no room to spare.
    sample.events = film_;
    return sample;
  }

 private:
  Drawing drawing_;
  SaccadeCamera camera_;
  EventStream film_;
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
