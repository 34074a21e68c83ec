// How a figure looks, and what stands behind it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "data/gesture_figure.hpp"
#include "data/shade_canvas.hpp"
#include "rouse/random.hpp"

namespace rouse {

/// A line or spot that moves with the trunk; x and y in shares of the half width of the shoulders
/// and of the trunk's length.
struct Mark {
  Point from, to;
  float radius;  ///< metres
  float shade;   ///< in units of the shirt's
};

/// A line across an arm.
struct Crease {
  float along;  ///< 0..1 of its bone
  float slant;  ///< in units of the arm's radius
  float shade;  ///< in units of the sleeve's or the skin's
};

/// Shares of light that things throw back.
struct Looks {
  float skin, hair, shirt, trousers;
  float hair_length;  ///< metres of hair beside the face
  float sleeve;       ///< how much of the arm it covers: 1 to the elbow, 2 to the wrist
  bool glasses;
  std::vector<Mark> marks;
  std::array<Crease, 10> creases;  ///< by turns of the upper arms and the forearms
};

Looks random_looks(Random& random);

/// Place, wall and light of a session, in which a figure performs all gestures.
struct Session {
  Point throat;            ///< pixels
  float pixels_per_metre;  ///< at the trunk
  float distance;          ///< of the camera, metres
  float brightness;        ///< of the wall
  float blur;              ///< pixels
  float shadow;            ///< share of light that a shadow takes
  Vector3 shadow_shift;    ///< metres
  ShadeCanvas wall{0, 0};
  std::vector<std::uint32_t> flickering;  ///< pixels of edges that flicker
};

Session random_session(Random& random);

/// Draws one figure in one session.
class GestureScene {
 public:
  GestureScene(const Body& body, const Looks& looks, const Session& session)
      : body_(body), looks_(looks), session_(session) {}

  void draw(const Pose& pose, ShadeCanvas& canvas) const;
  /// The farthest way of a joint between two poses, in pixels.
  float way_between(const Pose& a, const Pose& b) const;

 private:
  Point seen(Vector3 place) const;
  float scale_at(float z) const;
  Limb limb(Vector3 from, Vector3 to, float from_radius, float to_radius, float shade,
            float rim) const;
  void draw_shadow(const Pose& pose, ShadeCanvas& canvas) const;
  void draw_trunk(const Pose& pose, ShadeCanvas& canvas) const;
  void draw_head(const Pose& pose, ShadeCanvas& canvas) const;
  void draw_arm(const Pose& pose, Side side, ShadeCanvas& canvas) const;
  void draw_hand(const Pose& pose, Side side, ShadeCanvas& canvas) const;

  const Body& body_;
  const Looks& looks_;
  const Session& session_;
};

}  // namespace rouse
