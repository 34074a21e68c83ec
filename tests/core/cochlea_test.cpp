#include "rouse/cochlea.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "data/elementary.hpp"
#include "rouse/random.hpp"
#include "rouse/shd.hpp"
#include "support.hpp"

namespace rouse {
namespace {

constexpr double second = cochlea_sample_rate;

std::vector<float> tone(double hertz, double amplitude, double seconds) {
  std::vector<float> sound(static_cast<std::size_t>(seconds * second));
  for (std::size_t i = 0; i < sound.size(); ++i) {
    const double turns = hertz * static_cast<double>(i) / second;
    sound[i] = static_cast<float>(amplitude * exact_sine(2.0 * pi * (turns - std::floor(turns))));
  }
  return sound;
}

std::vector<float> noise(std::size_t samples, float amplitude) {
  Random random(5);
  std::vector<float> sound(samples);
  for (float& sample : sound) sample = random.uniform(-amplitude, amplitude);
  return sound;
}

EventStream heard(std::span<const float> sound, std::uint64_t seed = 1) {
  Cochlea cochlea({cochlea_sample_rate, seed});
  EventStream spikes;
  cochlea.hear(sound, spikes);
  return spikes;
}

std::vector<double> spikes_of_channels(const EventStream& spikes) {
  std::vector<double> counts(cochlea_channels, 0.0);
  for (const std::uint32_t channel : spikes.channels) counts.at(channel) += 1.0;
  return counts;
}

TEST(Elementary, FunctionsAreThoseOfTheLibrary) {
  for (double x = -20.0; x < 20.0; x += 0.37) {
    EXPECT_NEAR(exact_exponential(x) / std::exp(x), 1.0, 1e-12) << x;
    EXPECT_NEAR(exact_cosine(x), std::cos(x), 1e-12) << x;
    EXPECT_NEAR(exact_sine(x), std::sin(x), 1e-12) << x;
  }
}

TEST(Cochlea, HasTheChannelsOfTheHeidelbergDigits) {
  EXPECT_EQ(cochlea_channels, shd_shape.channels());
  for (std::uint32_t channel = 1; channel < cochlea_channels; ++channel) {
    EXPECT_LE(cochlea_frequency(channel), cochlea_frequency(channel - 1));
  }
  EXPECT_LT(cochlea_frequency(699), 100.0F);
  EXPECT_GT(cochlea_frequency(0), 10000.0F);
  EXPECT_EQ(error_of([] { cochlea_frequency(700); }),
            "invalid_value: channel is 700; the cochlea has channels 0 to 699");
}

TEST(Cochlea, HearsTheSameHoweverTheSoundIsCut) {
  const std::vector<float> sound = noise(20011, 0.8F);
  const EventStream whole = heard(sound);
  EXPECT_GT(whole.size(), 1000U);
  Random random(9);
  for (const std::size_t longest : {1U, 7U, 60U, 3000U}) {
    Cochlea cochlea;
    EventStream spikes;
    for (std::size_t i = 0; i < sound.size();) {
      const std::size_t count =
          std::min<std::size_t>(1 + random_index(random, longest), sound.size() - i);
      cochlea.hear(std::span(sound).subspan(i, count), spikes);
      i += count;
      cochlea.hear({}, spikes);
    }
    EXPECT_EQ(spikes, whole) << "pieces of up to " << longest;
  }
}

TEST(Cochlea, ForgetsWhatItHeardWhenItIsReset) {
  const std::vector<float> sound = noise(8000, 0.5F);
  Cochlea cochlea;
  EventStream first;
  cochlea.hear(std::span(sound).first(7999), first);
  cochlea.reset();
  EventStream spikes;
  cochlea.hear(sound, spikes);
  EXPECT_EQ(spikes, heard(sound));
  EXPECT_NE(spikes, heard(sound, 2));
}

TEST(Cochlea, SendsSpikesInOrder) {
  const EventStream spikes = heard(noise(32000, 1.0F));
  ASSERT_EQ(spikes.times.size(), spikes.channels.size());
  std::vector<std::uint32_t> last(cochlea_channels, 0);
  for (std::size_t i = 0; i < spikes.size(); ++i) {
    const std::uint32_t channel = spikes.channels[i];
    ASSERT_LT(channel, cochlea_channels);
    ASSERT_LT(spikes.times[i], 1000000U);
    if (i > 0) {
      ASSERT_TRUE(spikes.times[i - 1] < spikes.times[i] ||
                  (spikes.times[i - 1] == spikes.times[i] && spikes.channels[i - 1] < channel));
    }
    // Refractory for a millisecond.
    if (last[channel] > 0) {
      ASSERT_GE(spikes.times[i] - last[channel], 999U) << channel;
    }
    last[channel] = spikes.times[i];
  }
}

TEST(Cochlea, HearsHighTonesNearTheBase) {
  double before = cochlea_channels;
  for (const double hertz : {150.0, 300.0, 600.0, 1200.0, 2400.0, 4800.0, 9600.0}) {
    const std::vector<double> counts = spikes_of_channels(heard(tone(hertz, 0.4, 0.5)));
    // The middle of the eleven neighbours that fire most.
    std::size_t best = 5;
    double most = 0.0;
    for (std::size_t i = 5; i + 5 < counts.size(); ++i) {
      double sum = 0.0;
      for (std::size_t k = i - 5; k <= i + 5; ++k) sum += counts[k];
      if (sum > most) {
        most = sum;
        best = i;
      }
    }
    EXPECT_GT(most, 11 * 5.0) << hertz << " Hz";
    EXPECT_LT(static_cast<double>(best), before) << hertz << " Hz";
    const double place = cochlea_frequency(static_cast<std::uint32_t>(best));
    EXPECT_GT(place, 0.7 * hertz);
    EXPECT_LT(place, 2.0 * hertz);
    // What is nearer to the apex hears nothing of it.
    double apex = 0.0;
    double channels = 0.0;
    for (std::uint32_t i = 0; i < cochlea_channels; ++i) {
      if (cochlea_frequency(i) > 0.6 * hertz) continue;
      apex += counts[i];
      channels += 1.0;
    }
    if (channels > 0.0) {
      EXPECT_LT(apex / channels, 3.0) << hertz << " Hz";
    }
    before = static_cast<double>(best);
  }
}

TEST(Cochlea, RarelyFiresInSilence) {
  const EventStream spikes = heard(std::vector<float>(3 * cochlea_sample_rate, 0.0F));
  const double per_second = static_cast<double>(spikes.size()) / 3.0 / cochlea_channels;
  EXPECT_LT(per_second, 2.0);
  EXPECT_GT(per_second, 0.1);
}

TEST(Cochlea, HearsLouderSoundsWithMoreSpikesAndIsNeverDeafened) {
  double before = 0.0;
  for (const float amplitude : {0.01F, 0.1F, 0.3F, 1.0F}) {
    const auto spikes = static_cast<double>(heard(noise(16000, amplitude)).size());
    EXPECT_GT(spikes, 1.2 * before) << amplitude;
    before = spikes;
  }
  for (const float amplitude : {10.0F, 1000.0F}) {
    const auto spikes = static_cast<double>(heard(noise(16000, amplitude)).size());
    EXPECT_GT(spikes, 0.5 * before);
    EXPECT_LT(spikes, 0.5 * 1000.0 * cochlea_channels);
  }
}

TEST(Cochlea, RefusesWhatIsNoSound) {
  EXPECT_EQ(
      error_of([] {
        Cochlea({16000, 1});
      }),
      "invalid_value: sample_rate is 16000; the cochlea hears 32000 samples a second: resample "
      "the sound");
  Cochlea cochlea;
  EventStream spikes;
  std::vector<float> sound = noise(100, 1.0F);
  for (const float wrong : {std::numeric_limits<float>::quiet_NaN(),
                            std::numeric_limits<float>::infinity(), -1001.0F}) {
    sound[99] = wrong;
    EXPECT_EQ(error_of([&] { cochlea.hear(sound, spikes); }).find("invalid_value: sample 99 is "),
              0U);
  }
  // None of it was heard.
  EXPECT_EQ(spikes.size(), 0U);
  const std::vector<float> right = noise(8000, 0.5F);
  cochlea.hear(right, spikes);
  EXPECT_EQ(spikes, heard(right));
}

TEST(FadeWord, GivesWordsOneLoudnessAndQuietEnds) {
  std::vector<float> word = noise(16000, 0.01F);
  fade_word(word);
  double energy = 0.0;
  for (const float sample : word) energy += double{sample} * double{sample};
  EXPECT_NEAR(std::sqrt(energy / 16000.0), 0.3, 0.02);
  EXPECT_EQ(word.front(), 0.0F);
  EXPECT_EQ(word.back(), 0.0F);
  std::vector<float> silence(100, 0.0F);
  fade_word(silence);
  EXPECT_EQ(silence, std::vector<float>(100, 0.0F));
}

}  // namespace
}  // namespace rouse
