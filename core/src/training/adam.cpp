#include <cmath>

#include "kernels/adam_kernel.hpp"
#include "network/parameter_table.hpp"
#include "rouse/training.hpp"

namespace rouse {
namespace {

// By repeated squaring: std::pow is not the same to the last bit on every platform.
double power(double base, std::uint64_t exponent) {
  double result = 1.0;
  for (; exponent > 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) result *= base;
    base *= base;
  }
  return result;
}

float rate_of(const AdamSpec& spec, ParameterKind kind) {
  switch (kind) {
    case ParameterKind::thresholds:
      return spec.threshold_learning_rate;
    case ParameterKind::retentions:
    case ParameterKind::adaptation_retentions:
      return spec.retention_learning_rate;
    case ParameterKind::delays:
      return spec.delay_learning_rate;
    default:
      return spec.learning_rate;
  }
}

}  // namespace

Adam::Adam(const NetworkSpec& network, AdamSpec adam)
    : spec(adam), first_moment(zeros_like(network)), second_moment(zeros_like(network)) {}

void Adam::step(const NetworkSpec& network, const Parameters& gradients, Parameters& parameters,
                std::uint32_t epoch) {
  ++steps;
  const double decay = power(spec.learning_rate_decay, epoch - 1);
  const double first_correction = 1.0 - power(spec.beta1, steps);
  const double second_correction = 1.0 - power(spec.beta2, steps);
  kernels::AdamCoefficients c{spec.beta1, spec.beta2, 0.0F,
                              static_cast<float>(1.0 / std::sqrt(second_correction)), spec.epsilon};
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    for (const ParameterTensor& tensor : parameter_tensors) {
      const bool is_threshold = tensor.kind == ParameterKind::thresholds;
      if (is_threshold && network.layers[l].thresholds == ThresholdMode::fixed) continue;
      std::vector<float>& values = parameters[l].*tensor.values;
      c.step = static_cast<float>(rate_of(spec, tensor.kind) * decay / first_correction);
      kernels::adam_update(c, values.size(), (gradients[l].*tensor.values).data(),
                           (first_moment[l].*tensor.values).data(),
                           (second_moment[l].*tensor.values).data(), values.data());
    }
  }
}

}  // namespace rouse
