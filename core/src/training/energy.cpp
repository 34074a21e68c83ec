#include "rouse/energy.hpp"

namespace rouse {

double dense_operations(const NetworkSpec& spec, std::size_t l, std::uint32_t steps) {
  const LayerSpec& layer = spec.layers[l];
  const auto neurons = static_cast<double>(layer.neurons);
  const double recurrent = layer.recurrence == Recurrence::none ? 0.0 : neurons;
  return steps * neurons * (static_cast<double>(spec.fan_in(l)) + recurrent);
}

}  // namespace rouse
