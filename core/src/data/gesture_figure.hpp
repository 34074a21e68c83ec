// A figure with a body and habits of its own that performs the eleven gestures.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "rouse/random.hpp"

namespace rouse {

/// Metres: x to the picture's right, y down, z towards the camera; the figure faces the camera.
struct Vector3 {
  float x = 0, y = 0, z = 0;

  friend Vector3 operator+(Vector3 a, Vector3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend Vector3 operator-(Vector3 a, Vector3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend Vector3 operator*(float s, Vector3 a) { return {s * a.x, s * a.y, s * a.z}; }
};

/// In the order of the labels of DVS128 Gesture.
enum class Gesture : std::uint8_t {
  hand_clapping,
  right_hand_wave,
  left_hand_wave,
  right_arm_clockwise,
  right_arm_counter_clockwise,
  left_arm_clockwise,
  left_arm_counter_clockwise,
  arm_roll,
  air_drums,
  air_guitar,
  other,
};
inline constexpr std::size_t gesture_count = static_cast<std::size_t>(Gesture::other) + 1;

/// The right arm is the one on the picture's left.
enum Side : std::uint8_t { right_side, left_side };

/// Lengths and radii in metres.
struct Body {
  float shoulder;  ///< half the distance of the shoulder joints
  float upper_arm, forearm, hand;
  float trunk;  ///< from the shoulders' height to the hips
  float neck;   ///< from there to the chin
  float head;   ///< from the chin to the crown
  float arm_radius, wrist_radius, trunk_radius, hip_radius, head_radius;
};

/// How one figure performs one gesture: numbers in [-1, 1] that mean another thing in each, and
/// how fast and how large.
struct Habit {
  float frequency;  ///< Hz
  float size;       ///< 1 is usual
  std::array<float, 6> manner;
  std::uint32_t kind;  ///< which of the other gestures
};

struct Figure {
  Body body;
  std::array<Habit, gesture_count> habits;
};

Figure random_figure(Random& random);

/// Where the joints are. Arrays go by Side.
struct Pose {
  Vector3 crown, chin, throat, hips;
  std::array<Vector3, 2> shoulders, elbows, wrists, knuckles, fingertips;
  std::array<float, 2> spread;  ///< of the fingers, 0 for a fist
};

/// One performance: as the figure is used to, but never quite.
class Performance {
 public:
  Performance(const Figure& figure, Gesture gesture, Random& random);

  Pose at(float seconds) const;

 private:
  struct Hand {  // of an arm, seen from its shoulder; x grows away from the trunk
    Vector3 wrist;
    Vector3 pointing;  // the way of the hand, added to that of the forearm
    Vector3 elbow;     // to where the elbow tends
    float spread = 0.0F;
  };

  Hand hanging(Side side, float seconds) const;
  Hand clapping(Side side, double phase) const;
  Hand waving(double phase) const;
  Hand circling(Side side, double phase, float turn) const;
  Hand rolling(Side side, double phase) const;
  Hand drumming(Side side, double phase) const;
  Hand playing(Side side, double phase, float seconds) const;
  Hand doing_other(Side side, double phase) const;
  Hand hand_at(Side side, double phase, float seconds) const;
  void place_arm(Side side, const Hand& hand, Pose& pose) const;
  double phase_at(float seconds) const;

  const Body& body_;
  Gesture gesture_;
  Habit habit_;
  float start_;                      // turns
  float wander_, wander_frequency_;  // of the phase, turns, and Hz
  float sway_[6];                    // of the trunk: amplitudes in m, frequencies in Hz, starts
  float nod_, heave_;                // of head and trunk with the gesture, m
  float drift_[2][3];                // of the hands: starts
};

}  // namespace rouse
