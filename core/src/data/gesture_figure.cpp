// Each gesture is the path of one or both wrists; bones of fixed lengths do the rest.
#include "data/gesture_figure.hpp"

#include <algorithm>
#include <cmath>

#include "data/elementary.hpp"

namespace rouse {
namespace {

constexpr double turn = 2.0 * pi;

float sine(double turns) { return static_cast<float>(exact_sine(turn * turns)); }
float cosine(double turns) { return static_cast<float>(exact_cosine(turn * turns)); }

float dot(Vector3 a, Vector3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
float length(Vector3 a) { return std::sqrt(dot(a, a)); }
Vector3 unit(Vector3 a) { return (1.0F / (length(a) + 1e-6F)) * a; }
Vector3 mirrored(Vector3 a, float sign) { return {sign * a.x, a.y, a.z}; }

/// Uniform around `mean`, by at most this share of it.
float about(Random& random, float mean, float share) {
  return mean * (1.0F + share * random.uniform(-1.0F, 1.0F));
}

/// Turns in a second that people take for each gesture.
constexpr std::array<float, gesture_count> usual_frequency = {2.6F, 2.3F, 2.3F, 1.0F, 1.0F, 1.0F,
                                                              1.0F, 2.2F, 2.1F, 2.6F, 1.5F};

Habit random_habit(std::size_t gesture, Random& random) {
  Habit habit{};
  habit.frequency = about(random, usual_frequency[gesture], 0.3F);
  habit.size = about(random, 1.0F, 0.25F);
  for (float& value : habit.manner) value = random.uniform(-1.0F, 1.0F);
  habit.kind = static_cast<std::uint32_t>(random.below(6));
  return habit;
}

}  // namespace

Figure random_figure(Random& random) {
  Figure figure{};
  Body& body = figure.body;
  const float size = about(random, 1.0F, 0.09F);
  const float build = about(random, 1.0F, 0.16F);
  body.shoulder = size * about(random, 0.175F, 0.08F);
  body.upper_arm = size * about(random, 0.29F, 0.06F);
  body.forearm = size * about(random, 0.255F, 0.06F);
  body.hand = size * about(random, 0.18F, 0.08F);
  body.trunk = size * about(random, 0.5F, 0.06F);
  body.neck = size * about(random, 0.075F, 0.25F);
  body.head = size * about(random, 0.235F, 0.06F);
  body.arm_radius = size * build * about(random, 0.052F, 0.1F);
  body.wrist_radius = size * about(random, 0.031F, 0.12F);
  body.trunk_radius = size * build * about(random, 0.155F, 0.08F);
  body.hip_radius = size * build * about(random, 0.17F, 0.12F);
  body.head_radius = size * about(random, 0.083F, 0.08F);
  for (std::size_t i = 0; i < gesture_count; ++i) figure.habits[i] = random_habit(i, random);
  return figure;
}

Performance::Performance(const Figure& figure, Gesture gesture, Random& random)
    : body_(figure.body),
      gesture_(gesture),
      habit_(figure.habits[static_cast<std::size_t>(gesture)]) {
  habit_.frequency = about(random, habit_.frequency, 0.12F);
  habit_.size = about(random, habit_.size, 0.12F);
  for (float& value : habit_.manner) value += 0.15F * random.uniform(-1.0F, 1.0F);
  if (random.uniform() < 0.5F) habit_.kind = static_cast<std::uint32_t>(random.below(6));
  start_ = random.uniform();
  wander_ = random.uniform(0.0F, 0.05F);
  wander_frequency_ = random.uniform(0.3F, 0.9F);
  // Mostly little, of some much.
  const auto small = [&](float least, float most) {
    const float u = random.uniform();
    return least + (most - least) * u * u;
  };
  for (int i = 0; i < 2; ++i) {
    sway_[i] = small(0.001F, 0.016F);
    sway_[2 + i] = random.uniform(0.15F, 0.5F);
    sway_[4 + i] = random.uniform();
  }
  nod_ = small(0.0006F, 0.012F);
  heave_ = small(0.0006F, 0.009F);
  for (auto& starts : drift_) {
    for (float& start : starts) start = random.uniform();
  }
}

double Performance::phase_at(float seconds) const {
  return double{start_} + double{habit_.frequency} * seconds +
         wander_ * sine(wander_frequency_ * seconds + drift_[0][0]);
}

Performance::Hand Performance::hanging(Side side, float seconds) const {
  const float reach = body_.upper_arm + body_.forearm;
  const float swing = 0.01F * sine(0.4 * seconds + drift_[side][1]);
  return {{0.06F + swing, 0.97F * reach, 0.06F}, {0, 0.3F, 0}, {0.3F, 0, -1.0F}, 0.2F};
}

Performance::Hand Performance::clapping(Side side, double phase) const {
  // The hands meet before the chest; their way is level or, of some, up and down, and some keep
  // one hand still. A clap is short, the way apart is longer.
  const auto& [tilt, height, share, far, point, bent] = habit_.manner;
  const float closed = 0.5F + 0.5F * cosine(phase);
  const float apart = 0.24F * habit_.size * (1.0F - closed * closed);
  const float right_part = 0.5F + 0.45F * share * std::abs(share);
  const float part = side == right_side ? right_part : 1.0F - right_part;
  const double angle = 0.19 * tilt * std::abs(tilt);
  const float sign = side == right_side ? -1.0F : 1.0F;
  const float away = 0.035F + 2.0F * part * apart;
  // Hands do not come back the way that they went.
  const float aside = 0.03F * habit_.size * sine(phase);
  const Vector3 meet{0.02F * point, 0.24F + 0.08F * height + part * aside, 0.3F + 0.06F * far};
  const Vector3 palm = meet + Vector3{sign * away * cosine(angle), sign * away * sine(angle), 0.0F};
  // Hands point up and forwards, so the wrists are below.
  const Vector3 way = unit({0.0F, -0.6F + 0.4F * bent, 0.7F});
  const Vector3 wrist = palm - 0.5F * body_.hand * way;
  return {{sign * wrist.x - body_.shoulder, wrist.y, wrist.z},
          2.0F * mirrored(way, sign),
          {0.5F, 1.0F, -0.4F},
          0.25F};
}

Performance::Hand Performance::waving(double phase) const {
  // The upper arm is held out, the forearm swings about the elbow, and the hand lags behind.
  const auto& [raised, forwards, lean, whole, lag, quick] = habit_.manner;
  const float swing = (0.062F + 0.015F * whole) * habit_.size;  // turns
  const float s = sine(phase) + 0.15F * quick * sine(2.0 * phase);
  const float lift = 0.03F * (1.0F + whole) * s;
  const Vector3 upper =
      unit({0.65F + lift + 0.1F * lean, 0.55F - 0.5F * raised, 0.45F + 0.25F * forwards});
  const double angle = 0.02 + 0.03 * lean + swing * s;
  const Vector3 fore = unit({sine(angle), -cosine(angle), 0.3F + 0.2F * forwards});
  const float late = sine(phase - 0.08 - 0.05 * lag);
  const double hand_angle = 0.02 * lean + 1.3 * swing * late;
  const Vector3 elbow = body_.upper_arm * upper;
  return {elbow + body_.forearm * fore, 2.5F * Vector3{sine(hand_angle), -cosine(hand_angle), 0.1F},
          upper, 0.7F + 0.2F * quick};
}

Performance::Hand Performance::circling(Side side, double phase, float turning) const {
  // Clockwise for the figure is anticlockwise in the picture: from the top to the picture's left.
  const auto& [outwards, height, flat, bent, plane, eccentric] = habit_.manner;
  const float sign = side == right_side ? -1.0F : 1.0F;
  const float reach = body_.upper_arm + body_.forearm;
  const float size = std::min(habit_.size, 1.2F);
  const float wide = (0.5F + 0.08F * flat) * reach * size;
  const float high = (0.62F + 0.07F * eccentric) * reach * size;
  const float x = (0.28F + 0.1F * outwards) * reach - sign * turning * wide * sine(phase);
  const float y = (0.05F + 0.08F * height) * reach - high * cosine(phase);
  const float length = (0.93F + 0.06F * bent) * reach;
  const float left = length * length - x * x - y * y;
  const float least = 0.05F + 0.06F * (1.0F + plane);
  return {{x, y, std::sqrt(std::max(left, least * least))},
          {0, 0, 0},
          {0.6F, 1.0F, -0.3F},
          0.35F + 0.3F * bent};
}

Performance::Hand Performance::rolling(Side side, double phase) const {
  // The forearms lie level before the chest and turn around each other, forwards or backwards.
  const auto& [height, far, across, direction, flat, loose] = habit_.manner;
  const double at = (direction < -0.2F ? -phase : phase) + (side == right_side ? 0.5 : 0.0);
  const float radius = (0.085F + 0.015F * loose) * habit_.size;
  const float x = 0.0F + 0.04F * across;  // from the middle, to the arm's own side
  return {{x - body_.shoulder, 0.24F + 0.07F * height + radius * sine(at),
           0.28F + 0.05F * far + (0.8F + 0.2F * flat) * radius * cosine(at)},
          {-1.2F, 0, 0.2F},
          {1.0F, 0.6F + 0.4F * loose, -0.3F},
          0.15F};
}

Performance::Hand Performance::drumming(Side side, double phase) const {
  // Strokes by turns: a quick way down, a slow one up.
  const auto& [height, wide, far, parallel, quick, inwards] = habit_.manner;
  const double late = parallel > 0.85F ? 0.0 : 0.5 + 0.08 * parallel;
  const double at = phase + (side == right_side ? 0.0 : late);
  const float s = sine(at) + (0.2F + 0.1F * quick) * sine(2.0 * at);
  const float stroke = (0.15F + 0.03F * inwards) * habit_.size * s;
  const float x = 0.17F + 0.06F * wide - 0.25F * stroke * inwards;
  return {{x - body_.shoulder, 0.3F + 0.06F * height + stroke, 0.28F + 0.06F * far - 0.3F * stroke},
          {-0.4F, 1.5F * s, 0.8F},
          {0.8F, 1.0F, -0.6F},
          0.1F};
}

Performance::Hand Performance::playing(Side side, double phase, float seconds) const {
  const auto& [low, near, along, neck, flick, slide] = habit_.manner;
  if (side == right_side) {
    const float s = sine(phase) + 0.2F * flick * sine(2.0 * phase);
    const float stroke = (0.075F + 0.02F * flick) * habit_.size * s;
    const float aside = 0.035F * habit_.size * cosine(phase);
    return {{0.02F + 0.06F * near - 0.4F * stroke + aside, 0.43F + 0.05F * low + stroke, 0.2F},
            {-0.9F, 0.4F + 1.2F * s, 0.3F},
            {1.0F, 0.5F, -0.5F},
            0.35F};
  }
  // The other hand holds the neck and slides along it now and then.
  const float slid = 0.05F * slide * sine(0.35 * seconds + drift_[1][2]) + 0.004F * sine(phase);
  const Vector3 way{0.9F, -0.25F - 0.2F * neck, 0.25F};
  const float far = 0.34F + 0.08F * along + slid;
  return {far * way + Vector3{0.0F, 0.3F + 0.06F * low, 0.15F},
          {0.0F, -1.2F, 0.6F},
          {0.3F, 1.0F, -0.2F},
          0.4F};
}

/// None of the ten: both arms circle, box, flap, saw, crawl or draw an eight.
Performance::Hand Performance::doing_other(Side side, double phase) const {
  const auto& [a, b, c, d, e, f] = habit_.manner;
  const float sign = side == right_side ? -1.0F : 1.0F;
  const float reach = body_.upper_arm + body_.forearm;
  const float size = habit_.size;
  switch (habit_.kind) {
    case 0: {  // both arms circle, to the same side or as in a mirror
      const double at = 0.75 * phase + (d > 0.3F && side == left_side ? 0.5 : 0.0);
      const float way = e > 0.0F ? sign : 1.0F;
      const float x = (0.45F + 0.1F * a) * reach + way * 0.4F * size * reach * sine(at);
      const float y = (-0.1F + 0.1F * b) * reach - 0.6F * size * reach * cosine(at);
      const float left = 0.9F * reach * reach - x * x - y * y;
      return {{x, y, std::sqrt(std::max(left, 0.01F))}, {0, 0, 0}, {0.6F, 1.0F, -0.3F}, 0.4F};
    }
    case 1: {  // boxing
      const float s = std::max(sine(phase + (side == right_side ? 0.0 : 0.5)), -0.2F);
      return {{-0.6F * body_.shoulder + 0.05F * a, 0.08F + 0.08F * b - 0.08F * s,
               0.22F + 0.26F * size * s},
              {0, -0.2F, 0.6F},
              {0.5F, 1.0F, -0.2F},
              0.0F};
    }
    case 2: {  // wings
      const float s = sine(0.8 * phase) + 0.15F * c * sine(1.6 * phase);
      const double angle = 0.02 + 0.05 * a + (0.11 + 0.02 * b) * size * s;
      return {reach * 0.96F * Vector3{cosine(angle), -sine(angle), 0.15F + 0.1F * d},
              {0, 0.8F * cosine(0.8 * phase), 0},
              {0.2F, 1.0F, 0.0F},
              0.3F};
    }
    case 3: {  // one arm saws before the chest, the other is held up
      const bool saws = (d > 0.0F) == (side == right_side);
      if (!saws) {
        return {
            {0.16F + 0.04F * a, -0.02F + 0.08F * b, 0.33F}, {0, -1.0F, 0}, {0.6F, 1.0F, 0}, 0.3F};
      }
      return {{-0.08F + (0.2F + 0.03F * e) * size * sine(phase), 0.1F + 0.08F * c, 0.32F},
              {-0.6F, 0, 0.2F},
              {1.0F, 0.3F, -0.3F},
              0.2F};
    }
    case 4: {  // crawling
      const double at = (f > 0.0F ? 0.8 : -0.8) * phase + (side == right_side ? 0.0 : 0.5);
      return {
          {0.08F + 0.06F * a, 0.06F - 0.75F * reach * size * sine(at), 0.16F + 0.3F * cosine(at)},
          {0, 0, 0},
          {1.0F, 0.3F, -0.3F},
          0.1F};
    }
    default: {  // one hand, or both, draws a lying eight
      const bool draws = e > -0.3F || (d > 0.0F) == (side == right_side);
      if (!draws) return hanging(side, 0.0F);
      const double at = 0.7 * phase + 0.25 * f;
      return {{0.1F + 0.08F * a + 0.24F * size * sine(at),
               -0.02F + 0.1F * b + 0.16F * size * sine(2.0 * at), 0.36F},
              {0, -0.8F, 0.4F},
              {0.6F, 1.0F, -0.2F},
              0.3F};
    }
  }
}

Performance::Hand Performance::hand_at(Side side, double phase, float seconds) const {
  const bool right = side == right_side;
  switch (gesture_) {
    case Gesture::hand_clapping:
      return clapping(side, phase);
    case Gesture::right_hand_wave:
      return right ? waving(phase) : hanging(side, seconds);
    case Gesture::left_hand_wave:
      return right ? hanging(side, seconds) : waving(phase);
    case Gesture::right_arm_clockwise:
      return right ? circling(side, phase, 1.0F) : hanging(side, seconds);
    case Gesture::right_arm_counter_clockwise:
      return right ? circling(side, phase, -1.0F) : hanging(side, seconds);
    case Gesture::left_arm_clockwise:
      return right ? hanging(side, seconds) : circling(side, phase, 1.0F);
    case Gesture::left_arm_counter_clockwise:
      return right ? hanging(side, seconds) : circling(side, phase, -1.0F);
    case Gesture::arm_roll:
      return rolling(side, phase);
    case Gesture::air_drums:
      return drumming(side, phase);
    case Gesture::air_guitar:
      return playing(side, phase, seconds);
    case Gesture::other:
      break;
  }
  return doing_other(side, phase);
}

void Performance::place_arm(Side side, const Hand& hand, Pose& pose) const {
  const float sign = side == right_side ? -1.0F : 1.0F;
  const float a = body_.upper_arm;
  const float b = body_.forearm;
  const Vector3 shoulder = pose.shoulders[side];
  Vector3 way = mirrored(hand.wrist, sign);
  const float wanted = length(way);
  const float distance = std::clamp(wanted, 1.05F * std::abs(a - b) + 0.05F, 0.999F * (a + b));
  way = unit(way);
  // The elbow lies on a circle around the line from shoulder to wrist, as near as it can to where
  // it tends.
  const Vector3 tends = mirrored(hand.elbow, sign);
  const Vector3 across = unit(tends - dot(tends, way) * way);
  const float along = (a * a - b * b + distance * distance) / (2.0F * distance);
  const float off = std::sqrt(std::max(a * a - along * along, 0.0F));
  pose.elbows[side] = shoulder + along * way + off * across;
  pose.wrists[side] = shoulder + distance * way;
  const Vector3 fore = unit(pose.wrists[side] - pose.elbows[side]);
  const Vector3 pointing = unit(fore + mirrored(hand.pointing, sign));
  pose.knuckles[side] = pose.wrists[side] + 0.5F * body_.hand * pointing;
  pose.fingertips[side] = pose.wrists[side] + body_.hand * pointing;
  pose.spread[side] = hand.spread;
}

Pose Performance::at(float seconds) const {
  const double phase = phase_at(seconds);
  Pose pose;
  const float beat = sine(phase + 0.1);
  const Vector3 sway{
      sway_[0] * sine(sway_[2] * seconds + sway_[4]) + 0.7F * heave_ * sine(0.5 * phase),
      heave_ * beat, sway_[1] * sine(sway_[3] * seconds + sway_[5])};
  pose.throat = sway;
  pose.hips = Vector3{0.4F * sway.x, body_.trunk, 0.3F * sway.z};
  const float nod = nod_ * sine(phase - 0.1);
  pose.chin = sway + Vector3{0.4F * nod, -body_.neck + nod, 0.04F};
  pose.crown = sway + Vector3{nod + 0.5F * sway.x, -body_.neck - body_.head + 0.5F * nod, 0.0F};
  for (const Side side : {right_side, left_side}) {
    const float sign = side == right_side ? -1.0F : 1.0F;
    Hand hand = hand_at(side, phase, seconds);
    const float drift = 0.012F * sine(0.6 * seconds + drift_[side][0]);
    hand.wrist = hand.wrist + Vector3{drift, 0.7F * drift, 0.0F};
    // A raised hand lifts its shoulder.
    const float lift = 0.04F * std::max(-hand.wrist.y, 0.0F);
    pose.shoulders[side] = sway + Vector3{sign * body_.shoulder, 0.03F - lift, 0.0F};
    place_arm(side, hand, pose);
  }
  return pose;
}

}  // namespace rouse
