// A figure of capsules before a wall, in a perspective that makes near hands large.
#include "data/gesture_scene.hpp"

#include <algorithm>
#include <cmath>

#include "rouse/dvs_gesture.hpp"

namespace rouse {
namespace {

constexpr int width = static_cast<int>(dvs_gesture_shape.width);
constexpr int height = static_cast<int>(dvs_gesture_shape.height);

void hang_pictures(Session& session, Random& random) {
  ShadeCanvas& wall = session.wall;
  const std::uint64_t boxes = random.below(4);
  for (std::uint64_t i = 0; i < boxes; ++i) {
    const float x = random.uniform(-20.0F, 128.0F);
    const float y = random.uniform(-30.0F, 90.0F);
    const float right = x + random.uniform(15.0F, 70.0F);
    const float bottom = y + random.uniform(15.0F, 90.0F);
    const float shade = session.brightness * random.uniform(0.6F, 1.25F);
    wall.paint_box({x, y}, {right, bottom}, std::min(shade, 1.0F), random.uniform(1.0F, 3.0F));
  }
  // The edge of a desk or a skirting board.
  if (random.uniform() < 0.7F) {
    const float y = random.uniform(95.0F, 115.0F);
    const float shade = session.brightness * random.uniform(0.55F, 1.1F);
    wall.paint_box({-9.0F, y}, {137.0F, 137.0F}, std::min(shade, 1.0F), 1.5F);
    const auto row = static_cast<std::uint32_t>(std::lround(y));
    for (int x = 0; x < width; ++x) {
      if (random.uniform() < 0.4F) {
        session.flickering.push_back(row * dvs_gesture_shape.width + static_cast<std::uint32_t>(x));
      }
    }
  }
  // The light falls off to one side, and the wall is a little rough.
  const float across = random.uniform(-0.2F, 0.2F);
  const float down = random.uniform(-0.15F, 0.15F);
  const float rough = random.uniform(0.0F, 0.03F);
  float* light = wall.light().data();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x, ++light) {
      const float u = static_cast<float>(x) / static_cast<float>(width) - 0.5F;
      const float v = static_cast<float>(y) / static_cast<float>(height) - 0.5F;
      *light *= 1.0F + across * u + down * v + rough * random.uniform(-1.0F, 1.0F);
    }
  }
}

}  // namespace

Looks random_looks(Random& random) {
  Looks looks{};
  looks.skin = random.uniform(0.16F, 0.42F);
  looks.hair = random.uniform(0.04F, 0.3F);
  const float cloth = random.uniform();
  looks.shirt = 0.06F + 0.5F * cloth;
  looks.trousers = random.uniform(0.05F, 0.25F);
  looks.hair_length = random.uniform() < 0.35F ? random.uniform(0.05F, 0.2F) : 0.0F;
  looks.sleeve =
      random.uniform() < 0.55F ? random.uniform(0.5F, 0.9F) : random.uniform(1.6F, 1.95F);
  looks.glasses = random.uniform() < 0.4F;
  // Collar, buttons or zip, pockets and folds; some shirts have stripes.
  const std::uint64_t folds = 16 + random.below(16);
  for (std::uint64_t i = 0; i < folds; ++i) {
    const float x = random.uniform(-0.9F, 0.9F);
    const float y = random.uniform(0.08F, 1.0F);
    const float to_x = x + random.uniform(-0.35F, 0.35F);
    const float to_y = y + random.uniform(-0.02F, 0.22F);
    const float radius = random.uniform(0.004F, 0.014F);
    looks.marks.push_back({{x, y}, {to_x, to_y}, radius, random.uniform(0.5F, 1.5F)});
  }
  for (Crease& crease : looks.creases) {
    crease.along = random.uniform(0.05F, 0.95F);
    crease.slant = random.uniform(-0.8F, 0.8F);
    crease.shade = random.uniform(0.65F, 1.3F);
  }
  if (random.uniform() < 0.5F) {
    const float shade = random.uniform(0.6F, 1.5F);
    looks.marks.push_back({{0.0F, 0.02F}, {0.0F, 0.95F}, 0.007F, shade});
  }
  if (random.uniform() < 0.25F) {
    const float shade = random.uniform(0.55F, 1.6F);
    const float apart = random.uniform(0.12F, 0.25F);
    float y = 0.15F;
    while (y < 0.95F) {
      looks.marks.push_back({{-0.85F, y}, {0.85F, y}, 0.012F, shade});
      y += apart;
    }
  }
  return looks;
}

Session random_session(Random& random) {
  Session session{};
  session.throat.x = std::clamp(66.0F + 6.5F * random.normal(), 46.0F, 86.0F);
  session.throat.y = random.uniform(62.0F, 75.0F);
  session.pixels_per_metre = random.uniform(74.0F, 96.0F);
  session.distance = random.uniform(1.7F, 2.8F);
  session.brightness = random.uniform(0.55F, 0.85F);
  session.blur = random.uniform(1.2F, 2.0F);
  session.shadow = random.uniform(0.06F, 0.2F);
  session.shadow_shift = {random.uniform(-0.2F, 0.2F), random.uniform(0.0F, 0.2F), -0.35F};
  session.wall = ShadeCanvas(width, height);
  for (float& light : session.wall.light()) light = session.brightness;
  hang_pictures(session, random);
  return session;
}

float GestureScene::scale_at(float z) const {
  return session_.pixels_per_metre * session_.distance / (session_.distance - z);
}

Point GestureScene::seen(Vector3 place) const {
  const float scale = scale_at(place.z);
  return {session_.throat.x + scale * place.x, session_.throat.y + scale * place.y};
}

Limb GestureScene::limb(Vector3 from, Vector3 to, float from_radius, float to_radius, float shade,
                        float rim) const {
  return {seen(from), seen(to), scale_at(from.z) * from_radius, scale_at(to.z) * to_radius,
          shade,      rim};
}

void GestureScene::draw_shadow(const Pose& pose, ShadeCanvas& canvas) const {
  const float left = 1.0F - session_.shadow;
  const Vector3 shift = session_.shadow_shift;
  constexpr float penumbra = 0.12F;
  constexpr float blur = 30.0F;
  const auto cast = [&](Vector3 from, Vector3 to, float from_radius, float to_radius) {
    canvas.cast_shadow(limb(from + shift, to + shift, from_radius, to_radius, left, 0.0F), blur);
  };
  cast(pose.crown, pose.chin, body_.head_radius, body_.head_radius);
  cast(pose.throat + Vector3{0.0F, body_.trunk_radius, 0.0F}, pose.hips, body_.trunk_radius,
       body_.hip_radius);
  for (const Side side : {right_side, left_side}) {
    cast(pose.shoulders[side], pose.elbows[side], penumbra, penumbra);
    cast(pose.elbows[side], pose.fingertips[side], penumbra, penumbra);
  }
}

void GestureScene::draw_trunk(const Pose& pose, ShadeCanvas& canvas) const {
  const float blur = session_.blur;
  const float shirt = looks_.shirt;
  // Legs, the trunk, the shoulders, the neck.
  for (const float sign : {-1.0F, 1.0F}) {
    const Vector3 thigh = pose.hips + Vector3{sign * 0.5F * body_.hip_radius, 0.05F, 0.0F};
    canvas.paint(limb(thigh, thigh + Vector3{0.02F * sign, 0.7F, 0.0F}, 0.55F * body_.hip_radius,
                      0.09F, looks_.trousers, 0.3F),
                 blur);
  }
  const Vector3 chest = pose.throat + Vector3{0.0F, body_.trunk_radius + 0.02F, 0.0F};
  canvas.paint(limb(chest, pose.hips, body_.trunk_radius, body_.hip_radius, shirt, 0.25F), blur);
  const Vector3 low{0.0F, 0.01F, 0.0F};
  canvas.paint(limb(pose.shoulders[right_side] + low, pose.shoulders[left_side] + low,
                    body_.arm_radius, body_.arm_radius, shirt, 0.1F),
               blur);
  const float waist = 0.5F * body_.hip_radius;
  for (const Mark& mark : looks_.marks) {
    const auto at = [&](Point p) {
      const Vector3 middle = pose.throat + p.y * (pose.hips - pose.throat);
      return middle + Vector3{p.x * body_.shoulder, 0.0F, 0.0F};
    };
    canvas.paint(limb(at(mark.from), at(mark.to), mark.radius, mark.radius,
                      std::min(shirt * mark.shade, 1.0F), 0.0F),
                 blur);
  }
  canvas.paint(
      limb(pose.hips + Vector3{-waist, 0.06F, 0.0F}, pose.hips + Vector3{waist, 0.06F, 0.0F}, 0.02F,
           0.02F, 0.5F * looks_.trousers, 0.0F),
      blur);
  canvas.paint(limb(pose.throat + Vector3{0.0F, 0.02F, 0.0F}, pose.chin, 0.052F, 0.05F,
                    0.8F * looks_.skin, 0.3F),
               blur);
}

void GestureScene::draw_head(const Pose& pose, ShadeCanvas& canvas) const {
  const float blur = session_.blur;
  const float radius = body_.head_radius;
  const auto at = [&](float across, float up) {
    return pose.chin + up * (pose.crown - pose.chin) + Vector3{across * radius, 0.0F, 0.0F};
  };
  const float beside = looks_.hair_length;
  canvas.paint(limb(at(0.0F, 0.62F), at(0.0F, 0.5F) + Vector3{0.0F, beside, -0.02F}, 1.08F * radius,
                    1.02F * radius, looks_.hair, 0.2F),
               blur);
  canvas.paint(
      limb(at(0.0F, 0.55F), at(0.0F, 0.25F), 0.93F * radius, 0.7F * radius, looks_.skin, 0.35F),
      blur);
  const float dark = looks_.skin * (looks_.glasses ? 0.3F : 0.55F);
  const float size = looks_.glasses ? 0.022F : 0.014F;
  for (const float sign : {-1.0F, 1.0F}) {
    canvas.paint(limb(at(sign * 0.25F, 0.52F), at(sign * 0.5F, 0.52F), size, size, dark, 0.0F),
                 blur);
  }
  canvas.paint(limb(at(-0.25F, 0.18F), at(0.25F, 0.18F), 0.012F, 0.012F, 0.6F * looks_.skin, 0.0F),
               blur);
}

void GestureScene::draw_hand(const Pose& pose, Side side, ShadeCanvas& canvas) const {
  const float blur = session_.blur;
  const Vector3 wrist = pose.wrists[side];
  const Vector3 knuckles = pose.knuckles[side];
  const Vector3 tip = pose.fingertips[side];
  const float palm = 1.25F * body_.wrist_radius;
  const float spread = pose.spread[side];
  // Fingers fan out in the picture's plane.
  const Vector3 way = tip - knuckles;
  const Vector3 across{-way.y, way.x, 0.0F};
  const float reach = 0.35F + 0.65F * std::min(4.0F * spread, 1.0F);
  for (int finger = 0; finger < 4; ++finger) {
    const float f = (static_cast<float>(finger) - 1.5F) / 1.5F;
    const Vector3 from = knuckles + (0.35F * f) * across;
    const Vector3 to = knuckles + reach * way + (f * (0.35F + 0.8F * spread)) * across;
    canvas.paint(limb(from, to, 0.011F, 0.009F, looks_.skin, 0.4F), blur);
  }
  canvas.paint(limb(wrist, knuckles, 0.9F * body_.wrist_radius, palm, looks_.skin, 0.3F), blur);
  const Vector3 thumb = 0.5F * (wrist + knuckles);
  const float sign = side == right_side ? 1.0F : -1.0F;
  canvas.paint(
      limb(thumb, thumb + 0.6F * way + (0.75F * sign) * across, 0.014F, 0.01F, looks_.skin, 0.3F),
      blur);
}

void GestureScene::draw_arm(const Pose& pose, Side side, ShadeCanvas& canvas) const {
  const float blur = session_.blur;
  const Vector3 shoulder = pose.shoulders[side];
  const Vector3 elbow = pose.elbows[side];
  const Vector3 wrist = pose.wrists[side];
  const float at_elbow = 0.5F * (body_.arm_radius + body_.wrist_radius);
  const auto part = [&](Vector3 from, Vector3 to, float from_radius, float to_radius, float begin,
                        float end, float shade) {
    const auto between = [&](float s) { return from + s * (to - from); };
    const auto radius = [&](float s) { return from_radius + s * (to_radius - from_radius); };
    canvas.paint(limb(between(begin), between(end), radius(begin), radius(end), shade, 0.4F), blur);
  };
  const float of_upper = std::min(looks_.sleeve, 1.0F);
  const float of_fore = std::max(looks_.sleeve - 1.0F, 0.0F);
  const float loose = 1.12F;
  part(elbow, wrist, at_elbow, body_.wrist_radius, 0.0F, 1.0F, looks_.skin);
  if (of_upper < 1.0F) {
    part(shoulder, elbow, body_.arm_radius, at_elbow, 0.0F, 1.0F, looks_.skin);
  }
  part(shoulder, elbow, loose * body_.arm_radius, loose * at_elbow, 0.0F, of_upper, looks_.shirt);
  if (of_fore > 0.0F) {
    part(elbow, wrist, loose * at_elbow, 1.25F * body_.wrist_radius, 0.0F, of_fore, looks_.shirt);
  }
  for (std::size_t i = 0; i < looks_.creases.size(); ++i) {
    const auto& [along, slant, darker] = looks_.creases[i];
    const bool upper = i % 2 == 0;
    const Vector3 from = upper ? shoulder : elbow;
    const Vector3 way = upper ? elbow - shoulder : wrist - elbow;
    const float radius = upper ? body_.arm_radius : body_.wrist_radius;
    const float by_length = radius / (upper ? body_.upper_arm : body_.forearm);
    const Vector3 across{-by_length * way.y, by_length * way.x, 0.0F};
    const Vector3 middle = from + along * way;
    const Vector3 half = across + (slant * by_length) * way;
    const bool covered = looks_.sleeve > (upper ? along : 1.0F + along);
    const float shade = (covered ? looks_.shirt : looks_.skin) * darker;
    canvas.paint(limb(middle - half, middle + half, 0.008F, 0.008F, shade, 0.0F), blur);
  }
  draw_hand(pose, side, canvas);
}

void GestureScene::draw(const Pose& pose, ShadeCanvas& canvas) const {
  canvas.light() = session_.wall.light();
  draw_shadow(pose, canvas);
  draw_trunk(pose, canvas);
  draw_head(pose, canvas);
  const bool right_is_nearer = pose.wrists[right_side].z > pose.wrists[left_side].z;
  const Side nearer = right_is_nearer ? right_side : left_side;
  draw_arm(pose, right_is_nearer ? left_side : right_side, canvas);
  draw_arm(pose, nearer, canvas);
}

float GestureScene::way_between(const Pose& a, const Pose& b) const {
  float farthest = 0.0F;
  const auto compare = [&](Vector3 from, Vector3 to) {
    const Point p = seen(from);
    const Point q = seen(to);
    const float dx = p.x - q.x;
    const float dy = p.y - q.y;
    farthest = std::max(farthest, dx * dx + dy * dy);
  };
  compare(a.crown, b.crown);
  for (const Side side : {right_side, left_side}) {
    compare(a.elbows[side], b.elbows[side]);
    compare(a.wrists[side], b.wrists[side]);
    compare(a.fingertips[side], b.fingertips[side]);
  }
  return std::sqrt(farthest);
}

}  // namespace rouse
