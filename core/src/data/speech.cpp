// Targets move from frame to frame of 5 ms; sources and filters run at the sound's rate.
#include "data/speech.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "data/elementary.hpp"
#include "rouse/cochlea.hpp"

namespace rouse {
namespace {

constexpr float rate = static_cast<float>(cochlea_sample_rate);
constexpr std::size_t frame = 160;  // samples
constexpr float frame_ms = 1000.0F * static_cast<float>(frame) / rate;
constexpr std::size_t formants = 6;
constexpr std::array<float, formants> widths = {75, 100, 150, 250, 300, 500};
constexpr std::array<float, 3> upper_formants = {3450, 4300, 5600};

/// A directional microphone near the mouth raises what is below about 150 Hz.
constexpr float proximity = 4.5F;
constexpr float proximity_share = 0.03F;

/// Two poles: y = a x + b y' + c y''.
class Resonator {
 public:
  /// Passes 0 Hz as it is.
  void tune(float frequency, float width) {
    set_poles(frequency, width);
    a_ = 1.0F - b_ - c_;
  }
  float operator()(float x) {
    const float y = a_ * x + b_ * last_ + c_ * before_;
    before_ = last_;
    last_ = y;
    return y;
  }

 private:
  void set_poles(float frequency, float width) {
    const double radius = exact_exponential(-pi * static_cast<double>(width / rate));
    const double angle = 2.0 * pi * static_cast<double>(frequency / rate);
    b_ = static_cast<float>(2.0 * radius * exact_cosine(angle));
    c_ = static_cast<float>(-radius * radius);
  }

  float a_ = 1.0F, b_ = 0.0F, c_ = 0.0F;
  float last_ = 0.0F, before_ = 0.0F;
};

/// A band of about the same gain in its middle, whatever its width: poles, and zeros at both ends.
class Band {
 public:
  void tune(float frequency, float width) {
    const double radius = exact_exponential(-pi * static_cast<double>(width / rate));
    const double angle = 2.0 * pi * static_cast<double>(frequency / rate);
    b_ = static_cast<float>(2.0 * radius * exact_cosine(angle));
    c_ = static_cast<float>(-radius * radius);
    a_ = 0.5F * (1.0F + c_);
  }
  float operator()(float x) {
    const float y = a_ * (x - x2_) + b_ * last_ + c_ * before_;
    x2_ = x1_;
    x1_ = x;
    before_ = last_;
    last_ = y;
    return y;
  }

 private:
  float a_ = 1.0F, b_ = 0.0F, c_ = 0.0F;
  float x1_ = 0.0F, x2_ = 0.0F, last_ = 0.0F, before_ = 0.0F;
};

/// Where the articulators are.
struct Pose {
  std::array<float, 3> formants{};
  float voice = 0, breath = 0, hiss = 0, hiss_frequency = 5000, hiss_width = 3000, damping = 1;
};

float mixed(float from, float to, float share) { return from + share * (to - from); }

/// From 0 to 1 around a boundary, smoothly.
float passed(float ms, float boundary_ms, float width_ms) {
  const float x = std::clamp((ms - boundary_ms) / width_ms + 0.5F, 0.0F, 1.0F);
  return x * x * (3.0F - 2.0F * x);
}

struct Target {
  Pose pose;
  float begin_ms, glide_ms, edge_ms;
};

std::vector<Target> targets_of(std::span<const Segment> word, const Voice& voice, Random& random,
                               float& end_ms) {
  std::vector<Target> targets;
  float at = voice.before_ms;
  for (const auto& [phone, ms, glide_ms, edge_ms] : word) {
    Pose pose;
    for (std::size_t k = 0; k < pose.formants.size(); ++k) {
      const float nearer = 1.0F + voice.clarity * random.normal();
      pose.formants[k] = phone->formants[k] * voice.tract * nearer;
    }
    const float stress = 1.0F + 0.12F * random.normal();
    pose.voice = phone->voice * std::max(stress, 0.5F);
    pose.breath = phone->breath;
    pose.hiss = phone->hiss * std::max(1.0F + 0.25F * random.normal(), 0.3F);
    pose.hiss_frequency =
        phone->hiss_frequency * std::sqrt(voice.tract) * (1.0F + 0.06F * random.normal());
    pose.hiss_width = phone->hiss_width;
    pose.damping = phone->damping;
    const float duration = ms * voice.rate * std::max(1.0F + 0.12F * random.normal(), 0.5F);
    targets.push_back({pose, at, std::min(glide_ms, 1.2F * duration), edge_ms});
    at += duration;
  }
  end_ms = at;
  return targets;
}

/// The pose at a time: every target takes over from the ones before.
Pose pose_at(float ms, const std::vector<Target>& targets, float end_ms) {
  Pose pose = targets.front().pose;
  const float begun = passed(ms, targets.front().begin_ms, 20.0F);
  pose.voice *= begun;
  pose.breath *= begun;
  pose.hiss *= begun;
  for (std::size_t i = 1; i < targets.size(); ++i) {
    const Target& target = targets[i];
    const float glide = passed(ms, target.begin_ms, target.glide_ms);
    const float edge = passed(ms, target.begin_ms, target.edge_ms);
    for (std::size_t k = 0; k < pose.formants.size(); ++k) {
      pose.formants[k] = mixed(pose.formants[k], target.pose.formants[k], glide);
    }
    pose.voice = mixed(pose.voice, target.pose.voice, edge);
    pose.breath = mixed(pose.breath, target.pose.breath, edge);
    pose.hiss = mixed(pose.hiss, target.pose.hiss, edge);
    pose.hiss_frequency = mixed(pose.hiss_frequency, target.pose.hiss_frequency, edge);
    pose.hiss_width = mixed(pose.hiss_width, target.pose.hiss_width, edge);
    pose.damping = mixed(pose.damping, target.pose.damping, edge);
  }
  const float left = 1.0F - passed(ms, end_ms - 30.0F, 80.0F);
  pose.voice *= left;
  pose.breath *= left;
  pose.hiss *= left;
  return pose;
}

/// The glottis: the flow's derivative (Klatt and Klatt 1990), period by period.
class Glottis {
 public:
  Glottis(const Voice& voice, Random& random) : voice_(voice), random_(random) {}

  /// Pulses and noise; `share` of the word is over.
  float next(float share, float voice, float breath) {
    if (phase_ >= period_) {
      phase_ -= period_;
      const float bulge = 4.0F * share * (1.0F - share);
      const float pitch =
          voice_.pitch * (1.0F + voice_.rise * bulge + voice_.fall * (0.4F - share));
      const float hertz = std::max(pitch * (1.0F + voice_.jitter * random_.normal()), 50.0F);
      period_ = rate / hertz;
      strength_ = 1.0F + 3.0F * voice_.jitter * random_.normal();
    }
    const float x = phase_ / (voice_.open * period_);
    phase_ += 1.0F;
    const bool open = x < 1.0F;
    const float pulse = open ? strength_ * x * (2.0F - 3.0F * x) : 0.0F;
    tilted_ += (1.0F - voice_.tilt) * (pulse - tilted_);
    const float noise = random_.uniform(-1.0F, 1.0F);
    return voice * (tilted_ + (open ? voice_.breath * noise : 0.0F)) + 0.4F * breath * noise;
  }

 private:
  const Voice& voice_;
  Random& random_;
  float phase_ = 0.0F, period_ = 0.0F, strength_ = 1.0F, tilted_ = 0.0F;
};

}  // namespace

Voice random_voice(Random& random) {
  Voice voice;
  const bool woman = random.uniform() < 0.5F;
  const auto around = [&](float mean, float deviation, float low, float high) {
    return std::clamp(mean + deviation * random.normal(), low, high);
  };
  voice.tract = woman ? around(1.16F, 0.04F, 1.05F, 1.28F) : around(1.0F, 0.04F, 0.9F, 1.1F);
  voice.pitch = woman ? around(190, 25, 140, 260) : around(102, 16, 72, 145);
  voice.fall = around(0.35F, 0.15F, -0.1F, 0.7F);
  voice.rise = around(0.06F, 0.06F, -0.1F, 0.2F);
  voice.jitter = around(0.012F, 0.005F, 0.003F, 0.03F);
  voice.breath = around(woman ? 0.1F : 0.06F, 0.03F, 0.01F, 0.2F);
  voice.open = around(woman ? 0.65F : 0.57F, 0.05F, 0.4F, 0.8F);
  voice.tilt = around(woman ? 0.72F : 0.62F, 0.08F, 0.3F, 0.88F);
  voice.rate = around(1.16F, 0.17F, 0.75F, 1.8F);
  voice.fade = around(0.55F, 0.15F, 0.1F, 0.85F);
  voice.clarity = 0.045F;
  voice.noise = 0.0015F * (1.0F + random.exponential());
  voice.before_ms = around(36, 8, 12, 70);
  voice.after_ms = around(180, 45, 60, 350);
  return voice;
}

std::vector<float> speak(std::span<const Segment> word, const Voice& voice, Random& random) {
  float end_ms = 0.0F;
  const std::vector<Target> targets = targets_of(word, voice, random, end_ms);
  const float all_ms = end_ms + voice.after_ms;
  const auto frames = static_cast<std::size_t>(all_ms / frame_ms) + 1;
  std::vector<float> sound(frames * frame);
  std::array<Resonator, formants> cascade;
  std::array<Band, 2> hiss;
  Glottis glottis(voice, random);
  Pose from = pose_at(0.0F, targets, end_ms);
  std::size_t i = 0;
  float low = 0.0F;
  const float spoken = end_ms * 0.001F * rate;
  for (std::size_t k = 0; k < frames; ++k) {
    const Pose to = pose_at(static_cast<float>(k + 1) * frame_ms, targets, end_ms);
    for (std::size_t n = 0; n < formants; ++n) {
      const float frequency = n < 3 ? to.formants[n] : voice.tract * upper_formants[n - 3];
      const float width = widths[n] * (0.5F + 0.5F * voice.tract) * to.damping;
      cascade[n].tune(frequency, width + 0.02F * frequency);
    }
    for (Band& band : hiss) band.tune(std::min(to.hiss_frequency, 12000.0F), to.hiss_width);
    for (std::size_t t = 0; t < frame; ++t, ++i) {
      const float share = (static_cast<float>(t) + 0.5F) / static_cast<float>(frame);
      const float over = std::min(static_cast<float>(i) / spoken, 1.0F);
      const float strength = mixed(from.voice, to.voice, share) * (1.0F - voice.fade * over);
      float x = glottis.next(over, strength, mixed(from.breath, to.breath, share));
      for (Resonator& formant : cascade) x = formant(x);
      const float noise = random.uniform(-1.0F, 1.0F);
      const float hissed = hiss[1](hiss[0](noise)) * mixed(from.hiss, to.hiss, share);
      const float all = x + hissed + voice.noise * random.uniform(-1.0F, 1.0F);
      low += proximity_share * (all - low);
      sound[i] = all + proximity * low;
    }
    from = to;
  }
  return sound;
}

}  // namespace rouse
