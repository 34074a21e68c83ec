// Drawing with soft edges, and what an event camera's pixels make of a picture.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rouse::kernels {

/// Rows of light hold a multiple of so many pixels.
inline constexpr std::size_t shade_lanes = 16;

/// Two circles and what lies between them; lengths in pixels.
struct LimbShape {
  float x, y;              ///< middle of the first circle; that of pixel 0 is 0
  float dx, dy;            ///< from there to the middle of the second
  float radius, widening;  ///< of the first circle, and what the second has more
  float blur;              ///< width of the edge
  float shade;             ///< light that it throws back, or leaves
  float rim;               ///< by how much the edge is darker than the middle, 0..1
};

/// Pixels [begin, end) of row y.
struct RowRange {
  std::uint32_t y, begin, end;
};

/// Covers what is there in these rows of `width` pixels. The ranges may be taken wider.
void paint_limb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
                float* light);
/// Multiplies what is there by the shade.
void shade_limb(const LimbShape& limb, std::span<const RowRange> rows, std::size_t width,
                float* light);

/// Natural logarithms, within 2e-5, of normal numbers above 0. `count` is a multiple of
/// shade_lanes, as it is below.
void logarithms(std::size_t count, const float* values, float* logs);

/// levels = before + share * (targets - before), and whether a pixel may send: its level is past a
/// threshold, or it is blind.
void expose(std::size_t count, float share, const float* targets, const float* before,
            const float* references, const float* on, const float* off, const float* blind_until,
            float* levels, std::uint8_t* busy);

}  // namespace rouse::kernels
