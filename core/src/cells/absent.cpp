// In place of rouse_cells, in programs that do without.
#include <string>

#include "cells/cells.hpp"
#include "rouse/error.hpp"

namespace rouse::cells {

void require_linked(const NetworkSpec& spec) {
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    if (!needed_by(spec.layers[l])) continue;
    throw Error(ErrorCode::unsupported,
                "layers[" + std::to_string(l) +
                    "] has recurrence, adaptation, trainable retentions, delays, dropout, pooling "
                    "or convolution, which this module was built without; use the rouse command");
  }
}

void validate(const NetworkSpec&, std::size_t, const std::string&) {}

// Not reached: a network asks require_linked() first.
void initialise(const LayerSpec&, std::size_t, std::uint64_t, LayerParameters&) {}
void parameters_changed(const NetworkSpec&, std::size_t, const std::vector<float>&,
                        LayerParameters&, LayerConstants&) {}
void forward(const Layer&, const SpikeRaster&, Activity&) {}
void backward(const Layer&, const SpikeRaster&, Activity&, LayerParameters&, std::vector<float>*) {}
void follow(const Layer&, const SpikeRaster&, const Activity&, std::size_t, Inspection&) {}

}  // namespace rouse::cells
