// In place of warp.cpp, in programs that do without.
#include "data/warp.hpp"
#include "rouse/error.hpp"

namespace rouse {

std::uint32_t flipped_class(const Augmentation&, std::uint32_t label) { return label; }

namespace warps {

void validate(const Augmentation& augmentation) {
  if (!needed_by(augmentation)) return;
  throw Error(ErrorCode::unsupported, "this module cannot flip, turn or stretch recordings");
}

void require_fit(const Augmentation&, const Dataset&) {}

// Not reached: validate() refuses what needs it.
bool apply(const EventStream&, const SensorShape&, const Augmentation&, std::uint64_t,
           std::uint64_t, std::uint64_t, EventStream&) {
  return false;
}

// Fields that are not described are unknown ones, and refused.
void describe(json::Writer&, const Augmentation&) {}
void describe(json::Reader&, Augmentation&) {}

}  // namespace warps
}  // namespace rouse
