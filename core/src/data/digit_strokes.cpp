// Digits are Catmull-Rom curves through the points of a template. A hand is a set of random
// numbers: every point moves a little, the whole is stretched, bent and slanted, and the pen has a
// width.
#include "data/digit_strokes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace rouse {
namespace {

enum class Kind : std::uint8_t {
  smooth,  // the curve passes with a continuous direction
  sharp,   // a corner
  start,   // the pen is put down here: a new stroke begins
};

struct Knot {
  float x, y;  // the digit's box is about 0.7 wide and 1 high
  Kind kind = Kind::smooth;
};
constexpr Kind sharp = Kind::sharp;
constexpr Kind start = Kind::start;

constexpr std::size_t most_knots = 16;

/// One way to write a digit, and how common it is.
struct Style {
  std::uint32_t digit;
  float share;
  std::uint32_t count;
  std::array<Knot, most_knots> knots;
};

// clang-format off
constexpr std::array styles = {
  // closed at the top; begun at the right; with an end that hangs over
  Style{0, .6F, 10, {{{.5F, 0, start}, {.2F, .1F}, {.03F, .4F}, {.06F, .75F}, {.3F, 1}, {.62F, .93F}, {.8F, .65F}, {.78F, .25F}, {.55F, .02F}, {.42F, .02F}}}},
  Style{0, .25F, 9, {{{.7F, .12F, start}, {.4F, .02F}, {.1F, .25F}, {.02F, .65F}, {.22F, .97F}, {.55F, .93F}, {.76F, .6F}, {.72F, .2F}, {.62F, .08F}}}},
  Style{0, .15F, 10, {{{.75F, .02F, start}, {.45F, .05F}, {.12F, .3F}, {.03F, .7F}, {.25F, .98F}, {.58F, .9F}, {.76F, .55F}, {.68F, .18F}, {.5F, .08F}, {.35F, .16F}}}},
  // a bare stroke; with a flag; with flag and foot
  Style{1, .86F, 3, {{{.5F, 0, start}, {.5F, .5F}, {.5F, 1}}}},
  Style{1, .09F, 4, {{{.25F, .22F, start}, {.5F, 0, sharp}, {.5F, .5F}, {.5F, 1}}}},
  Style{1, .05F, 6, {{{.25F, .2F, start}, {.5F, 0, sharp}, {.5F, .5F}, {.5F, 1}, {.15F, 1, start}, {.85F, .99F}}}},
  // with a corner; with a loop; with a wavy foot
  Style{2, .4F, 8, {{{.05F, .22F, start}, {.3F, .02F}, {.65F, .1F}, {.68F, .35F}, {.4F, .68F}, {.02F, .97F, sharp}, {.4F, .95F}, {.85F, .97F}}}},
  Style{2, .4F, 10, {{{.08F, .2F, start}, {.35F, 0}, {.68F, .15F}, {.62F, .45F}, {.35F, .8F}, {.1F, .98F}, {.02F, .85F}, {.18F, .75F}, {.45F, .9F}, {.85F, .98F}}}},
  Style{2, .2F, 8, {{{.1F, .15F, start}, {.4F, 0}, {.7F, .18F}, {.5F, .55F}, {.05F, .95F, sharp}, {.35F, .85F}, {.6F, .97F}, {.9F, .85F}}}},
  // with a cusp in the middle; with a flat top; with a small loop in the middle
  Style{3, .6F, 9, {{{.08F, .12F, start}, {.38F, 0}, {.66F, .14F}, {.58F, .36F}, {.3F, .47F, sharp}, {.66F, .58F}, {.72F, .82F}, {.4F, 1}, {.02F, .92F}}}},
  Style{3, .15F, 7, {{{.05F, .05F, start}, {.65F, .03F, sharp}, {.3F, .42F, sharp}, {.65F, .55F}, {.7F, .82F}, {.35F, 1}, {0, .9F}}}},
  Style{3, .25F, 11, {{{.06F, .1F, start}, {.36F, 0}, {.64F, .13F}, {.56F, .36F}, {.34F, .48F}, {.26F, .42F}, {.4F, .43F}, {.68F, .58F}, {.7F, .84F}, {.36F, 1}, {0, .9F}}}},
  // open with two strokes; open and round, in one stroke; closed like a triangle
  Style{4, .6F, 8, {{{.12F, .02F, start}, {.06F, .3F}, {.06F, .52F, sharp}, {.4F, .53F}, {.8F, .46F}, {.68F, 0, start}, {.62F, .5F}, {.55F, 1}}}},
  Style{4, .25F, 8, {{{.08F, .05F, start}, {.04F, .35F}, {.15F, .55F}, {.42F, .5F}, {.65F, .28F}, {.68F, .02F, sharp}, {.62F, .5F}, {.52F, 1}}}},
  Style{4, .15F, 6, {{{.58F, 0, start}, {.02F, .62F, sharp}, {.85F, .6F}, {.58F, 0, start}, {.57F, .5F}, {.55F, 1}}}},
  // in one stroke; with the roof drawn last; like an S
  Style{5, .4F, 8, {{{.78F, .03F, start}, {.22F, .05F, sharp}, {.14F, .42F, sharp}, {.45F, .38F}, {.7F, .6F}, {.6F, .88F}, {.3F, 1}, {0, .92F}}}},
  Style{5, .35F, 9, {{{.2F, .06F, start}, {.14F, .45F, sharp}, {.5F, .42F}, {.68F, .68F}, {.46F, .96F}, {.02F, .95F}, {.2F, .06F, start}, {.5F, .04F}, {.88F, .01F}}}},
  Style{5, .25F, 7, {{{.82F, .02F, start}, {.42F, .08F}, {.22F, .3F}, {.45F, .48F}, {.58F, .7F}, {.38F, .95F}, {.02F, .95F}}}},
  // curved; straight; with a hook at the top
  Style{6, .5F, 9, {{{.6F, 0, start}, {.25F, .25F}, {.05F, .6F}, {.12F, .92F}, {.42F, 1}, {.65F, .82F}, {.55F, .58F}, {.3F, .58F}, {.1F, .78F}}}},
  Style{6, .35F, 8, {{{.42F, 0, start}, {.15F, .4F}, {.03F, .75F}, {.25F, 1}, {.55F, .92F}, {.6F, .68F}, {.35F, .57F}, {.08F, .75F}}}},
  Style{6, .15F, 10, {{{.72F, .1F, start}, {.5F, 0}, {.2F, .25F}, {.02F, .65F}, {.2F, .98F}, {.55F, .97F}, {.68F, .75F}, {.5F, .55F}, {.2F, .65F}, {.08F, .8F}}}},
  // with a corner; curved; with a serif; with a bar
  Style{7, .45F, 5, {{{0, .08F, start}, {.35F, .06F}, {.75F, .04F, sharp}, {.52F, .5F}, {.35F, 1}}}},
  Style{7, .22F, 6, {{{.02F, .12F, start}, {.35F, .02F}, {.7F, .08F}, {.64F, .4F}, {.46F, .7F}, {.38F, 1}}}},
  Style{7, .18F, 6, {{{.02F, .25F, start}, {.05F, .06F, sharp}, {.4F, .06F}, {.75F, .04F, sharp}, {.5F, .5F}, {.38F, 1}}}},
  Style{7, .15F, 7, {{{0, .08F, start}, {.35F, .06F}, {.75F, .04F, sharp}, {.5F, .5F}, {.32F, 1}, {.2F, .53F, start}, {.76F, .49F}}}},
  // one S that closes; two circles; narrow
  Style{8, .5F, 12, {{{.65F, .12F, start}, {.4F, 0}, {.12F, .15F}, {.25F, .4F}, {.55F, .58F}, {.62F, .85F}, {.35F, 1}, {.08F, .85F}, {.2F, .58F}, {.5F, .4F}, {.68F, .15F}, {.58F, .04F}}}},
  Style{8, .2F, 14, {{{.38F, .48F, start}, {.13F, .3F}, {.2F, .05F}, {.5F, 0}, {.64F, .2F}, {.5F, .42F}, {.38F, .48F}, {.38F, .48F, start}, {.08F, .65F}, {.1F, .92F}, {.4F, 1}, {.66F, .88F}, {.6F, .6F}, {.38F, .48F}}}},
  Style{8, .3F, 10, {{{.7F, .06F, start}, {.38F, .03F}, {.2F, .25F}, {.45F, .5F}, {.5F, .8F}, {.25F, 1}, {.05F, .82F}, {.3F, .52F}, {.65F, .25F}, {.68F, .06F}}}},
  // with a straight tail; with a tail that curls; flowing
  Style{9, .5F, 9, {{{.64F, .15F, start}, {.4F, 0}, {.1F, .15F}, {.08F, .4F}, {.35F, .5F}, {.58F, .32F}, {.66F, .1F, sharp}, {.62F, .5F}, {.55F, 1}}}},
  Style{9, .2F, 10, {{{.62F, .12F, start}, {.35F, 0}, {.08F, .2F}, {.15F, .45F}, {.45F, .45F}, {.64F, .14F, sharp}, {.65F, .5F}, {.55F, .85F}, {.28F, 1}, {.08F, .93F}}}},
  Style{9, .3F, 8, {{{.6F, .05F, start}, {.25F, .05F}, {.05F, .28F}, {.25F, .48F}, {.55F, .3F}, {.65F, .08F}, {.52F, .5F}, {.36F, 1}}}},
};
// clang-format on

constexpr float box_pixels = 20.0F;
constexpr int pieces_per_span = 6;

/// The random part of a hand: how it deforms the template's plane.
struct Hand {
  float slant, width, tilt;                // right lean, stretch in x, fall of level lines
  float bend_x, bend_y, shear_x, shear_y;  // second order: bows, and sizes that differ
  float tremble;                           // deviation of each point
};

constexpr std::array<float, 10> mean_widths = {1.0F, 0.9F,  1.0F, 1.0F, 1.0F,
                                               1.0F, 0.95F, 1.0F, 0.9F, 0.95F};

Hand random_hand(std::uint32_t digit, Random& random) {
  Hand hand{};
  hand.slant = 0.15F + 0.24F * random.normal();
  hand.width = mean_widths[digit] * (1.0F + 0.17F * random.normal());
  hand.width = std::clamp(hand.width, 0.55F, 1.6F);
  hand.tilt = 0.08F * random.normal();
  hand.bend_x = 0.22F * random.normal();
  hand.bend_y = 0.15F * random.normal();
  hand.shear_x = 0.3F * random.normal();
  hand.shear_y = 0.25F * random.normal();
  hand.tremble = 0.02F + 0.035F * random.uniform();
  return hand;
}

Point deform(Point p, const Hand& hand) {
  const float u = p.x - 0.37F;
  const float v = p.y - 0.5F;
  const float x = u * (1.0F + hand.shear_x * v) + hand.bend_x * v * v;
  const float y = v * (1.0F + hand.shear_y * u) + hand.bend_y * u * u;
  const float wide = x * hand.width;
  return {wide - hand.slant * y, y - hand.tilt * wide};
}

const Style& random_style(std::uint32_t digit, Random& random) {
  float rest = random.uniform();
  const Style* chosen = &styles.front();
  for (const Style& style : styles) {
    if (style.digit != digit) continue;
    chosen = &style;
    rest -= style.share;
    if (rest < 0.0F) break;
  }
  return *chosen;
}

Point reflected(Point about, Point other) {
  return {2.0F * about.x - other.x, 2.0F * about.y - other.y};
}

/// Point of the Catmull-Rom curve between b and c at s in [0, 1].
Point on_curve(Point a, Point b, Point c, Point d, float s) {
  const auto blend = [s](float p, float q, float r, float w) {
    const float linear = r - p;
    const float square = 2.0F * p - 5.0F * q + 4.0F * r - w;
    const float cube = 3.0F * (q - r) + w - p;
    return q + 0.5F * s * (linear + s * (square + s * cube));
  };
  return {blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)};
}

/// Cuts the curve between two knots into segments. A corner or an end has no neighbour beyond it;
/// the curve then leaves it straight.
void add_span(std::span<const Point> points, const Style& style, std::size_t i,
              std::vector<Segment>& segments) {
  const Point b = points[i];
  const Point c = points[i + 1];
  const bool begins = style.knots[i].kind != Kind::smooth;
  const bool ends =
      style.knots[i + 1].kind == sharp || i + 2 == style.count || style.knots[i + 2].kind == start;
  const Point a = begins ? reflected(b, c) : points[i - 1];
  const Point d = ends ? reflected(c, b) : points[i + 2];
  Point before = b;
  for (int piece = 1; piece <= pieces_per_span; ++piece) {
    const float s = static_cast<float>(piece) * (1.0F / static_cast<float>(pieces_per_span));
    const Point now = on_curve(a, b, c, d, s);
    segments.push_back({before, now});
    before = now;
  }
}

}  // namespace

void normalise(Drawing& drawing) {
  Point low{1e9F, 1e9F};
  Point high{-1e9F, -1e9F};
  Point sum;
  float length = 0.0F;
  for (const Segment& segment : drawing.segments) {
    const Point p = segment.to;
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    const float dx = segment.to.x - segment.from.x;
    const float dy = segment.to.y - segment.from.y;
    const float ink = std::sqrt(dx * dx + dy * dy);
    sum = {sum.x + ink * p.x, sum.y + ink * p.y};
    length += ink;
  }
  const float extent = std::max({high.x - low.x, high.y - low.y, 0.1F});
  const float scale = (box_pixels - 2.0F * drawing.half_width) / extent;
  // Dots alone have no length.
  const Point centre = length > 0.0F ? Point{sum.x / length, sum.y / length}
                                     : Point{0.5F * (low.x + high.x), 0.5F * (low.y + high.y)};
  const auto place = [=](Point p) {
    return Point{(p.x - centre.x) * scale, (p.y - centre.y) * scale};
  };
  for (Segment& segment : drawing.segments) segment = {place(segment.from), place(segment.to)};
}

void draw_digit(std::uint32_t digit, Random& random, Drawing& drawing) {
  const Style& style = random_style(digit, random);
  const Hand hand = random_hand(digit, random);
  std::array<Point, most_knots> points;
  for (std::size_t i = 0; i < style.count; ++i) {
    const Knot& knot = style.knots[i];
    const float x = knot.x + hand.tremble * random.normal();
    const float y = knot.y + hand.tremble * random.normal();
    points[i] = deform({x, y}, hand);
  }
  drawing.half_width = std::clamp(mean_half_width + 0.35F * random.normal(), 0.7F, 2.4F);
  drawing.segments.clear();
  for (std::size_t i = 0; i + 1 < style.count; ++i) {
    if (style.knots[i + 1].kind != start) add_span(points, style, i, drawing.segments);
  }
  normalise(drawing);
}

}  // namespace rouse
