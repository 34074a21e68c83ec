// The built-in words: who says which of them.
#include "rouse/spoken_digits.hpp"

#include <string>
#include <utility>

#include "data/speech.hpp"
#include "data/spoken_words.hpp"
#include "rouse/cochlea.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"
#include "rouse/shd.hpp"

namespace rouse {
namespace {

enum Purpose : std::uint64_t { label_key = 0x776f7264, voice_key, fibre_key };

constexpr std::uint32_t classes = 20;
constexpr std::uint32_t most_samples = 1000000;

/// Blocks of twenty samples hold every word once.
std::uint32_t label_of(std::uint64_t seed, std::uint32_t index) {
  std::vector<std::uint32_t> words(classes);
  for (std::uint32_t i = 0; i < classes; ++i) words[i] = i;
  Random(seed, label_key, index / classes).shuffle(words);
  return words[index % classes];
}

}  // namespace

std::vector<float> spoken_digit_sound(std::uint64_t seed, std::uint32_t index) {
  Random random(seed, voice_key, index);
  const Voice voice = random_voice(random);
  const std::vector<Segment> word = pronounce(label_of(seed, index), random);
  std::vector<float> sound = speak(word, voice, random);
  fade_word(sound);
  return sound;
}

Sample make_spoken_digit(std::uint64_t seed, std::uint32_t index) {
  Sample sample;
  sample.label = label_of(seed, index);
  sample.name = "spoken-digits " + std::to_string(index);
  Cochlea cochlea({cochlea_sample_rate, Random(seed, fibre_key, index).next()});
  cochlea.hear(spoken_digit_sound(seed, index), sample.events);
  return sample;
}

Dataset make_spoken_digits(const SpokenDigitsOptions& options) {
  if (options.count < 1 || options.count > most_samples) {
    throw Error(ErrorCode::invalid_value, "count is " + std::to_string(options.count) +
                                              "; expected 1 to " + std::to_string(most_samples));
  }
  Dataset dataset;
  dataset.shape = shd_shape;
  dataset.class_count = classes;
  dataset.samples.reserve(options.count);
  for (std::uint32_t i = 0; i < options.count; ++i) {
    dataset.samples.push_back(make_spoken_digit(options.seed, options.first + i));
  }
  return dataset;
}

}  // namespace rouse
