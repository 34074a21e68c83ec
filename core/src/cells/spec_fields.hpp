// The fields of a network's JSON that only the layers of cells.hpp have. Without those, a document
// that has one is refused.
#pragma once

#include "json/fields.hpp"
#include "rouse/network_spec.hpp"

namespace rouse::cells {

void describe(json::Writer& fields, const LayerSpec& layer);
void describe(json::Reader& fields, LayerSpec& layer);
void describe(json::Writer& fields, const NetworkSpec& network);
void describe(json::Reader& fields, NetworkSpec& network);

}  // namespace rouse::cells
