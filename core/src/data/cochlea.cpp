// The cochlea's constants, its rates, and the order of its spikes; kernels/cochlea_kernel.cpp
// computes.
#include "rouse/cochlea.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "data/elementary.hpp"
#include "kernels/cochlea_kernel.hpp"
#include "rouse/error.hpp"
#include "rouse/random.hpp"

namespace rouse {
namespace {

enum Purpose : std::uint64_t { fibre_key = 0x6669627265 };

constexpr std::size_t rates = 4;  // whole, half, quarter, eighth
constexpr std::size_t grain = 8;  // samples: all rates have a whole number of steps in it
constexpr std::size_t block = 512;
/// Places of each rate, from the base: their frequencies are below a third of it.
constexpr std::array<std::size_t, rates> places_of_rate = {176, 96, 96, 336};
constexpr float most = 1000.0F;
constexpr std::size_t fade_samples = 960;  // 30 ms

// The membrane (Sieroka et al. 2006; CGS units): stiffness c0 exp(-alpha c) - a, mass m.
constexpr double length = 3.5;
constexpr double stiffness = 1e8;
constexpr double stiffness_decay = 3.0;
constexpr double stiffness_offset = 3500.0;
constexpr double mass = 0.05;
constexpr double shift_of_the_recordings = 2.45;
constexpr double lowest_resonance = 80.0;  // Hz
constexpr double highest_resonance = 15200.0;
/// Of the resonance, the place's peak, its poles (frequency, damping) and its notch.
constexpr double peak = 0.906;
struct Poles {
  double frequency, damping;
};
constexpr std::array<Poles, 3> poles = {{{0.9618, 0.0446}, {0.4614, 0.3957}, {0.8055, 0.1410}}};
constexpr double notch = 1.2413;

double place_of(std::size_t channel) {
  return length * static_cast<double>(channel) / (cochlea_channels - 1);
}

double resonance_of(std::size_t channel) {
  const double left =
      stiffness * exact_exponential(-stiffness_decay * place_of(channel)) - stiffness_offset;
  const double hertz = shift_of_the_recordings * std::sqrt(std::max(left, 0.0) / mass) / (2 * pi);
  return std::clamp(hertz, lowest_resonance, highest_resonance);
}

/// Velocity of the membrane at its peak, of a sound of amplitude 1.
double sensitivity_of(std::size_t channel) {
  const double place = place_of(channel);
  const double decibels = 43.5 + 2.0 * place - 45.0 * std::max(place - 3.25, 0.0);
  return exact_exponential(decibels * 0.11512925464970229);
}

double magnitude(double b1, double b2, double angle) {
  const double cosine = exact_cosine(angle);
  const double real = 1.0 + b1 * cosine + b2 * exact_cosine(2.0 * angle);
  const double imaginary = b1 * exact_sine(angle) + b2 * exact_sine(2.0 * angle);
  return std::sqrt(real * real + imaginary * imaginary);
}

void tune(kernels::CochleaPlaces& places, std::size_t i, std::size_t channel, double rate) {
  const double resonance = 2.0 * pi * resonance_of(channel) / rate;
  const double at = peak * resonance;
  const double zero = -2.0 * exact_cosine(std::min(notch * resonance, pi));
  double response = magnitude(-1.0, 0.0, at) * magnitude(zero, 1.0, at);
  for (std::size_t k = 0; k < poles.size(); ++k) {
    const double angle = poles[k].frequency * resonance;
    const double radius = exact_exponential(-poles[k].damping * angle);
    const double damped = angle * std::sqrt(1.0 - poles[k].damping * poles[k].damping);
    const double first = -2.0 * radius * exact_cosine(damped);
    places.first[k][i] = static_cast<float>(first);
    places.second[k][i] = static_cast<float>(radius * radius);
    response /= magnitude(first, radius * radius, at);
  }
  places.notch[i] = static_cast<float>(zero);
  places.gain[i] = static_cast<float>(sensitivity_of(channel) / response);
}

kernels::CochleaPlaces make_places(std::size_t first, std::size_t count, double rate) {
  kernels::CochleaPlaces places;
  places.count = count;
  for (auto* values :
       {&places.gain,         &places.notch,        &places.first[0],     &places.first[1],
        &places.first[2],     &places.second[0],    &places.second[1],    &places.second[2],
        &places.memory[0][0], &places.memory[0][1], &places.memory[1][0], &places.memory[1][1],
        &places.memory[2][0], &places.memory[2][1], &places.free,         &places.cleft,
        &places.reprocessed,  &places.current,      &places.potential,    &places.refractory}) {
    values->assign(count, 0.0F);
  }
  places.random.assign(count, 1);
  // Vectors reach beyond the last channel: these places hear nothing.
  for (std::size_t i = 0; i < count && first + i < cochlea_channels; ++i) {
    tune(places, i, first + i, rate);
  }
  const double step = 1.0 / rate;
  const double synapse = exact_exponential(-step / 0.0005);
  const double membrane = exact_exponential(-step / 0.001);
  constexpr double loss = 2500.0 + 6580.0;
  const double cleft = exact_exponential(-loss * step);
  places.step = static_cast<float>(step);
  places.cleft_retention = static_cast<float>(cleft);
  places.cleft_share = static_cast<float>((1.0 - cleft) / loss);
  places.current_retention = static_cast<float>(synapse);
  places.potential_retention = static_cast<float>(membrane);
  // A steady current charges the membrane alike at every rate.
  places.weight = static_cast<float>(13000.0 / 40.0 * 0.0005 * 0.001 * (1.0 - synapse) *
                                     (1.0 - membrane) / step);
  places.refractory_steps = static_cast<float>(0.001 * rate);
  return places;
}

/// Leaves out every second sample of what a filter of 15 taps (a windowed sinc) lets through.
class Halver {
 public:
  void halve(const std::vector<float>& in, std::size_t count, std::vector<float>& out) {
    line_.resize(past + count);
    std::copy_n(in.begin(), count, line_.begin() + past);
    for (std::size_t i = 0; i < count / 2; ++i) {
      const float* middle = line_.data() + 2 * i + past / 2;
      float sum = 0.5F * middle[0];
      for (std::size_t k = 0; k < taps.size(); ++k) {
        const auto away = static_cast<std::ptrdiff_t>(2 * k + 1);
        sum += taps[k] * (middle[away] + middle[-away]);
      }
      out[i] = sum;
    }
    std::copy(line_.end() - past, line_.end(), line_.begin());
  }
  void reset() { line_.assign(past, 0.0F); }

 private:
  static constexpr std::ptrdiff_t past = 14;
  static constexpr std::array<float, 4> taps = {0.3072F, -0.0760F, 0.0232F, -0.0052F};
  std::vector<float> line_ = std::vector<float>(past, 0.0F);
};

}  // namespace

struct Cochlea::State {
  std::uint64_t seed = 1;
  std::array<kernels::CochleaPlaces, rates> places;
  std::array<Halver, rates - 1> halvers;
  std::array<float, rates> last{};  // sample of each rate, for its difference
  std::vector<float> pending;       // fewer samples than a grain
  std::uint64_t heard = 0;          // samples
  std::array<std::vector<float>, rates> sound;
  std::vector<float> differences;
  std::vector<std::uint32_t> found;
  std::vector<std::uint64_t> sorted;

  void rest();
  void hear_block(std::size_t count, EventStream& spikes);
};

/// As after a long silence.
void Cochlea::State::rest() {
  const float release = 2000.0F * 5.0F / 305.0F;
  const float cleft = 5.05F * release / (2500.0F * release + 5.05F * 9080.0F);
  std::size_t channel = 0;
  for (kernels::CochleaPlaces& of : places) {
    for (auto& pair : of.memory) {
      for (auto& values : pair) std::fill(values.begin(), values.end(), 0.0F);
    }
    std::fill(of.cleft.begin(), of.cleft.end(), cleft);
    std::fill(of.free.begin(), of.free.end(), cleft * 9080.0F / release);
    std::fill(of.reprocessed.begin(), of.reprocessed.end(), cleft * 6580.0F / 66.3F);
    for (auto* values : {&of.current, &of.potential, &of.refractory}) {
      std::fill(values->begin(), values->end(), 0.0F);
    }
    for (std::uint32_t& random : of.random) {
      random = static_cast<std::uint32_t>(Random(seed, fibre_key, channel++).next() >> 32) | 1U;
    }
  }
  for (Halver& halver : halvers) halver.reset();
  last.fill(0.0F);
  pending.clear();
  heard = 0;
}

void Cochlea::State::hear_block(std::size_t count, EventStream& spikes) {
  sorted.clear();
  std::size_t first = 0;
  for (std::size_t rate = 0; rate < rates; ++rate) {
    const std::size_t steps = count >> rate;
    if (rate > 0) halvers[rate - 1].halve(sound[rate - 1], 2 * steps, sound[rate]);
    for (std::size_t t = 0; t < steps; ++t) {
      differences[t] = sound[rate][t] - last[rate];
      last[rate] = sound[rate][t];
    }
    found.clear();
    kernels::hear(places[rate], differences.data(), steps, found);
    for (const std::uint32_t spike : found) {
      const std::size_t channel = first + (spike & 0xffffU);
      if (channel >= cochlea_channels) continue;
      const std::uint64_t sample = heard + (std::uint64_t{spike >> 16U} << rate);
      const std::uint64_t time_us = sample * 1000000 / cochlea_sample_rate;
      sorted.push_back(time_us << 32U | channel);
    }
    first += places[rate].count;
  }
  std::sort(sorted.begin(), sorted.end());
  for (const std::uint64_t spike : sorted) {
    spikes.times.push_back(static_cast<std::uint32_t>(spike >> 32U));
    spikes.channels.push_back(static_cast<std::uint32_t>(spike));
  }
  heard += count;
}

float cochlea_frequency(std::uint32_t channel) {
  if (channel < cochlea_channels) return static_cast<float>(peak * resonance_of(channel));
  throw Error(ErrorCode::invalid_value, "channel is " + std::to_string(channel) +
                                            "; the cochlea has channels 0 to " +
                                            std::to_string(cochlea_channels - 1));
}

Cochlea::Cochlea(const CochleaOptions& options) : state_(std::make_unique<State>()) {
  if (options.sample_rate != cochlea_sample_rate) {
    throw Error(ErrorCode::invalid_value,
                "sample_rate is " + std::to_string(options.sample_rate) + "; the cochlea hears " +
                    std::to_string(cochlea_sample_rate) + " samples a second: resample the sound");
  }
  state_->seed = options.seed;
  std::size_t first = 0;
  for (std::size_t rate = 0; rate < rates; ++rate) {
    const std::size_t per_second = cochlea_sample_rate >> rate;
    state_->places[rate] =
        make_places(first, places_of_rate[rate], static_cast<double>(per_second));
    first += places_of_rate[rate];
    state_->sound[rate].resize(block);
  }
  state_->differences.resize(block);
  state_->rest();
}

Cochlea::~Cochlea() = default;
Cochlea::Cochlea(Cochlea&&) noexcept = default;
Cochlea& Cochlea::operator=(Cochlea&&) noexcept = default;

void Cochlea::reset() { state_->rest(); }

void Cochlea::hear(std::span<const float> samples, EventStream& spikes) {
  State& state = *state_;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (samples[i] >= -most && samples[i] <= most) continue;
    throw Error(ErrorCode::invalid_value, "sample " + std::to_string(i) + " is " +
                                              std::to_string(samples[i]) +
                                              "; sound is expected within ±1000, usually ±1");
  }
  constexpr std::uint64_t longest = (std::uint64_t{1} << 32U) / 1000000 * cochlea_sample_rate;
  if (state.heard + state.pending.size() + samples.size() > longest) {
    throw Error(ErrorCode::invalid_value,
                "the sound is longer than 4294 seconds; begin anew with another cochlea");
  }
  for (std::size_t i = 0; i < samples.size();) {
    const std::size_t waiting = state.pending.size();
    const std::size_t whole = (waiting + samples.size() - i) / grain * grain;
    if (whole == 0) {
      state.pending.insert(state.pending.end(), samples.begin() + static_cast<std::ptrdiff_t>(i),
                           samples.end());
      return;
    }
    const std::size_t count = std::min(whole, block);
    std::vector<float>& sound = state.sound[0];
    std::copy(state.pending.begin(), state.pending.end(), sound.begin());
    std::copy_n(samples.begin() + static_cast<std::ptrdiff_t>(i), count - waiting,
                sound.begin() + static_cast<std::ptrdiff_t>(waiting));
    i += count - waiting;
    state.pending.clear();
    state.hear_block(count, spikes);
  }
}

void fade_word(std::vector<float>& samples) {
  double energy = 0.0;
  for (const float sample : samples) energy += double{sample} * double{sample};
  if (energy <= 0.0) return;
  const double scale = 0.3 / std::sqrt(energy / static_cast<double>(samples.size()));
  const std::size_t fade = std::min(fade_samples, samples.size() / 2);
  const auto faded = [&](std::size_t i) {
    const std::size_t from_end = std::min(i, samples.size() - 1 - i);
    if (from_end >= fade) return 1.0;
    return 0.5 - 0.5 * exact_cosine(pi * static_cast<double>(from_end) / static_cast<double>(fade));
  };
  for (std::size_t i = 0; i < samples.size(); ++i) {
    samples[i] = static_cast<float>(scale * faded(i) * double{samples[i]});
  }
}

}  // namespace rouse
