// The twenty words, sound by sound.
#pragma once

#include <cstdint>
#include <vector>

#include "data/speech.hpp"
#include "rouse/random.hpp"

namespace rouse {

/// How a speaker pronounces a class of shd_class_names(); some sounds vary from speaker to speaker.
std::vector<Segment> pronounce(std::uint32_t label, Random& random);

}  // namespace rouse
