// In place of rouse_cells, in programs that do without.
#include <string>

#include "cells/cells.hpp"
#include "cells/spec_fields.hpp"
#include "rouse/error.hpp"

namespace rouse {

Maps NetworkSpec::maps_into(std::size_t) const { return {}; }
Maps NetworkSpec::maps_of(std::size_t) const { return {}; }
void count_neurons(NetworkSpec&) {}

namespace cells {
namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw Error(ErrorCode::unsupported,
              what + ", which this module was built without; use the rouse command");
}

}  // namespace

void require_linked(const NetworkSpec& spec) {
  for (const LayerSpec& layer : spec.layers) {
    if (needed_by(layer)) refuse("a layer has memory, dropout, pooling or a convolution");
  }
}

void describe(json::Writer&, const LayerSpec&) {}
void describe(json::Writer&, const NetworkSpec&) {}
void describe(json::Reader& fields, LayerSpec&) {
  constexpr const char* usual[][2] = {{"recurrence", "\"none\""}, {"retentions", "\"fixed\""},
                                      {"maximum_delay", "0"},     {"dropout", "0"},
                                      {"pooling", "1"},           {"adaptation", ""},
                                      {"convolution", ""}};
  for (const auto& [field, value] : usual) {
    if (!fields.is_usual(field, value)) refuse(std::string("the network has the field ") + field);
  }
}
void describe(json::Reader& fields, NetworkSpec&) {
  if (!fields.is_usual("sensor", "")) refuse("the network has the field sensor");
}

std::uint64_t window_inputs(const NetworkSpec&, std::size_t) { return 0; }
std::vector<std::size_t> window_shape(const NetworkSpec&, std::size_t) { return {}; }
void validate(const NetworkSpec&, std::size_t, const std::string&) {}

// Not reached: a network asks require_linked() first.
void initialise(const LayerSpec&, std::size_t, std::uint64_t, LayerParameters&) {}
void parameters_changed(const NetworkSpec&, std::size_t, const std::vector<float>&,
                        LayerParameters&, LayerConstants&) {}
void forward(const Layer&, const SpikeRaster&, Activity&) {}
void backward(const Layer&, const SpikeRaster&, Activity&, LayerParameters&, bool) {}
void follow(const Layer&, const SpikeRaster&, const Activity&, std::size_t, Inspection&) {}

}  // namespace cells
}  // namespace rouse
