#include <cmath>

#include "kernels/adam_kernel.hpp"
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

void update(const kernels::AdamCoefficients& c, const std::vector<float>& gradients,
            std::vector<float>& first, std::vector<float>& second, std::vector<float>& parameters) {
  kernels::adam_update(c, parameters.size(), gradients.data(), first.data(), second.data(),
                       parameters.data());
}

}  // namespace

Adam::Adam(const NetworkSpec& network, AdamSpec adam)
    : spec(adam), first_moment(zeros_like(network)), second_moment(zeros_like(network)) {}

void Adam::step(const NetworkSpec& network, const Parameters& gradients, Parameters& parameters) {
  ++steps;
  const double first_correction = 1.0 - power(spec.beta1, steps);
  const double second_correction = 1.0 - power(spec.beta2, steps);
  kernels::AdamCoefficients c{spec.beta1, spec.beta2, 0.0F,
                              static_cast<float>(1.0 / std::sqrt(second_correction)), spec.epsilon};
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    c.step = static_cast<float>(spec.learning_rate / first_correction);
    update(c, gradients[l].weights, first_moment[l].weights, second_moment[l].weights,
           parameters[l].weights);
    if (network.layers[l].thresholds == ThresholdMode::fixed) continue;
    c.step = static_cast<float>(spec.threshold_learning_rate / first_correction);
    update(c, gradients[l].thresholds, first_moment[l].thresholds, second_moment[l].thresholds,
           parameters[l].thresholds);
  }
}

}  // namespace rouse
