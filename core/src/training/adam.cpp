#include <cmath>

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

struct Coefficients {
  float beta1, beta2, step, second_scale, epsilon;
};

void update(const Coefficients& c, const std::vector<float>& gradients, std::vector<float>& first,
            std::vector<float>& second, std::vector<float>& parameters) {
  const std::size_t count = parameters.size();
  const float* __restrict g = gradients.data();
  float* __restrict m = first.data();
  float* __restrict v = second.data();
  float* __restrict p = parameters.data();
  for (std::size_t i = 0; i < count; ++i) {
    m[i] = c.beta1 * m[i] + (1.0F - c.beta1) * g[i];
    v[i] = c.beta2 * v[i] + (1.0F - c.beta2) * g[i] * g[i];
    p[i] -= c.step * m[i] / (std::sqrt(v[i]) * c.second_scale + c.epsilon);
  }
}

}  // namespace

Adam::Adam(const NetworkSpec& network, AdamSpec adam)
    : spec(adam), first_moment(zeros_like(network)), second_moment(zeros_like(network)) {}

void Adam::step(const NetworkSpec& network, const Parameters& gradients, Parameters& parameters) {
  ++steps;
  const double first_correction = 1.0 - power(spec.beta1, steps);
  const double second_correction = 1.0 - power(spec.beta2, steps);
  Coefficients c{spec.beta1, spec.beta2, 0.0F,
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
