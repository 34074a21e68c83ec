// In place of warp.cpp, in programs that do without.
#include "data/warp.hpp"
#include "rouse/error.hpp"

namespace rouse {

std::uint32_t flipped_class(const Augmentation&, std::uint32_t label) { return label; }

namespace warps {

namespace {

[[noreturn]] void refuse() {
  throw Error(ErrorCode::unsupported, "this module cannot flip, turn or stretch recordings");
}

}  // namespace

void validate(const Augmentation& augmentation) {
  if (needed_by(augmentation)) refuse();
}

void require_fit(const Augmentation&, const Dataset&) {}

// Not reached: validate() refuses what needs it.
bool apply(const EventStream&, const SensorShape&, const Augmentation&, std::uint64_t,
           std::uint64_t, std::uint64_t, EventStream&) {
  return false;
}

void describe(json::Writer&, const Augmentation&) {}
void describe(json::Reader& fields, Augmentation&) {
  for (const char* field : {"flip", "rotation", "time_scale"}) {
    if (!fields.is_usual(field, "0")) refuse();
  }
  if (!fields.is_usual("swapped_classes", "[]")) refuse();
}

}  // namespace warps
}  // namespace rouse
