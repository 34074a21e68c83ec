// Augmentations of a camera's recordings that turn, mirror or stretch them as a whole.
//
// They are a part of the library rouse_cells. A program that links rouse_no_cells in its place is
// smaller and refuses them; so does the page's first module.
#pragma once

#include <cstdint>

#include "json/fields.hpp"
#include "rouse/dataset.hpp"

namespace rouse::warps {

inline bool needed_by(const Augmentation& augmentation) {
  return augmentation.flip > 0.0F || augmentation.rotation > 0.0F || augmentation.time_scale > 0.0F;
}

/// Throws invalid_value for fields outside their range; unsupported, when the program was linked
/// without warps, for those that need them.
void validate(const Augmentation& augmentation);

/// Throws invalid_value for swapped classes that the data does not have, and for data of one row,
/// which cannot be turned or mirrored.
void require_fit(const Augmentation& augmentation, const Dataset& data);

/// Writes the changed recording to `out` and returns whether it was flipped. Draws only what is
/// keyed by (seed, epoch, sample), and apart from what other augmentations draw.
bool apply(const EventStream& in, const SensorShape& shape, const Augmentation& augmentation,
           std::uint64_t seed, std::uint64_t epoch, std::uint64_t sample, EventStream& out);

/// The fields in JSON; those that are as usual are left out.
void describe(json::Writer& fields, const Augmentation& augmentation);
void describe(json::Reader& fields, Augmentation& augmentation);

}  // namespace rouse::warps
