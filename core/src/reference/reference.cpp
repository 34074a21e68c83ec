#include "reference/reference.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <xtensor/xadapt.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xview.hpp>

#include "reference/decimal.hpp"

namespace rouse::reference {
namespace {

/// Row t of a time series.
auto at(Matrix& series, std::size_t t) { return xt::view(series, t, xt::all()); }

/// Applies ρ, or its integral, to each v[t] - θ of a layer.
template <typename F>
Row each(F f, const SurrogateSpec& spec, const Row& x) {
  Row y = xt::empty_like(x);
  for (std::size_t j = 0; j < x.size(); ++j) y(j) = f(spec, x(j));
  return y;
}

/// One threshold per neuron, whatever the mode.
Row spread(const Row& thresholds, std::size_t neurons) {
  return xt::broadcast(thresholds, std::array<std::size_t, 1>{neurons});
}

/// Weights as they are used; their gradient ignores the rounding.
Matrix rounded(const Matrix& weights, float step) {
  if (step <= 0) return weights;
  return xt::nearbyint(weights / decimal(step)) * decimal(step);
}

void forward_layer(const LayerSpec& spec, const LayerParameters& parameters, bool smooth,
                   const Matrix& s_in, LayerTrace& layer) {
  const std::size_t steps = s_in.shape(0);
  const std::size_t n = spec.neurons;
  const double r_i = decimal(spec.current_retention);
  const double r_v = decimal(spec.membrane_retention);
  const Matrix w = rounded(parameters.weights, spec.weight_step);
  const Row theta = spread(parameters.thresholds, n);
  layer.v = layer.s = layer.rho = layer.dL_ds = xt::zeros<double>({steps, n});

  Row i = xt::zeros<double>({n});
  Row u = xt::zeros<double>({n});  // the potential after the reset
  for (std::size_t t = 0; t < steps; ++t) {
    i = r_i * i + xt::sum(w * xt::view(s_in, t, xt::all(), xt::newaxis()), {0});
    const Row v = r_v * u + i;
    const Row x = v - theta;
    const Row s =
        smooth ? each(surrogate_integral, spec.surrogate, x) : Row(xt::cast<double>(v >= theta));
    if (smooth) {
      u = v;
    } else if (spec.reset == Reset::hard) {
      u = (1 - s) * v;
    } else {
      u = v - theta * s;
    }
    at(layer.v, t) = v;
    at(layer.s, t) = s;
    at(layer.rho, t) = each(surrogate, spec.surrogate, x);
  }
}

void backward_layer(const LayerSpec& spec, const LayerParameters& parameters, bool smooth,
                    const Matrix& s_in, LayerTrace& layer, LayerParameters& gradient,
                    Matrix* dL_ds_in) {
  const std::size_t steps = s_in.shape(0);
  const std::size_t n = spec.neurons;
  const double r_i = decimal(spec.current_retention);
  const double r_v = decimal(spec.membrane_retention);
  const Matrix w = rounded(parameters.weights, spec.weight_step);
  const bool masked =
      !smooth && spec.reset == Reset::hard && spec.reset_gradient == ResetGradient::masked;
  layer.g = layer.dL_ds * layer.rho;
  layer.e_v = layer.e_i = xt::zeros<double>({steps, n});

  Row e_v = xt::zeros<double>({n});
  Row e_i = xt::zeros<double>({n});
  for (std::size_t t = steps; t-- > 0;) {
    const Row du_dv = masked ? Row(1 - at(layer.s, t)) : Row(xt::ones<double>({n}));
    e_v = at(layer.g, t) + r_v * du_dv * e_v;
    e_i = e_v + r_i * e_i;
    at(layer.e_v, t) = e_v;
    at(layer.e_i, t) = e_i;
    gradient.weights += xt::view(s_in, t, xt::all(), xt::newaxis()) * e_i;
    if (dL_ds_in != nullptr) at(*dL_ds_in, t) += xt::sum(w * e_i, {1});
  }
  const Row by_theta = -xt::sum(layer.g, {0});
  if (gradient.thresholds.size() == n) {
    gradient.thresholds += by_theta;
  } else {
    gradient.thresholds += xt::sum(by_theta);
  }
}

template <typename Tensor>
void adam_update(const AdamSpec& spec, double rate, int steps, const Tensor& gradient,
                 Tensor& first, Tensor& second, Tensor& value) {
  const double beta1 = decimal(spec.beta1);
  const double beta2 = decimal(spec.beta2);
  first = beta1 * first + (1 - beta1) * gradient;
  second = beta2 * second + (1 - beta2) * gradient * gradient;
  const auto mean = first / (1 - std::pow(beta1, steps));
  const auto square = second / (1 - std::pow(beta2, steps));
  value = Tensor(value - rate * mean / (xt::sqrt(square) + decimal(spec.epsilon)));
}

}  // namespace

double decimal(float value) {
  std::array<char, 32> text{};
  *std::to_chars(text.data(), text.data() + text.size() - 1, value).ptr = '\0';
  return std::strtod(text.data(), nullptr);
}

Parameters no_gradients(const NetworkSpec& spec) {
  return from_library(spec, rouse::zeros_like(spec));
}

Parameters from_library(const NetworkSpec& spec, const rouse::Parameters& parameters) {
  Parameters result;
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const std::array<std::size_t, 2> shape = {spec.inputs_of(l), spec.layers[l].neurons};
    result.push_back({xt::cast<double>(xt::adapt(parameters[l].weights, shape)),
                      xt::cast<double>(xt::adapt(parameters[l].thresholds,
                                                 std::array{parameters[l].thresholds.size()}))});
  }
  return result;
}

Matrix dense(const SpikeRaster& raster) {
  Matrix series = xt::zeros<double>({raster.steps(), raster.channels});
  for (std::size_t t = 0; t < raster.steps(); ++t) {
    for (std::size_t k = raster.offsets[t]; k < raster.offsets[t + 1]; ++k) {
      const float count = raster.counts.empty() ? 1.0F : raster.counts[k];
      series(t, raster.columns[k]) += static_cast<double>(count);
    }
  }
  return series;
}

Trace forward(const Network& network, const Matrix& input) {
  Trace trace(network.spec.layers.size());
  for (std::size_t l = 0; l < trace.size(); ++l) {
    forward_layer(network.spec.layers[l], network.parameters[l], network.smooth,
                  l == 0 ? input : trace[l - 1].s, trace[l]);
  }
  return trace;
}

void backward(const Network& network, const Matrix& input, Trace& trace, Parameters& gradients) {
  for (std::size_t l = trace.size(); l-- > 0;) {
    backward_layer(network.spec.layers[l], network.parameters[l], network.smooth,
                   l == 0 ? input : trace[l - 1].s, trace[l], gradients[l],
                   l == 0 ? nullptr : &trace[l - 1].dL_ds);
  }
}

double add_loss(const LossSpec& loss, std::uint32_t label, double batch, Trace& trace) {
  LayerTrace& output = trace.back();
  const auto steps = static_cast<double>(output.s.shape(0));
  const Row counts = xt::sum(output.s, {0});
  Row target = xt::zeros_like(counts);
  if (loss.kind == LossKind::rate_mse) {
    target.fill(decimal(loss.false_rate));
    target(label) = decimal(loss.true_rate);
    const Row difference = counts / steps - target;
    output.dL_ds += 2 * difference / steps / batch;
    return xt::sum(difference * difference)();
  }
  target(label) = 1.0;
  const double scale = decimal(loss.logit_scale);
  const Row logits = scale * counts - scale * xt::amax(counts)();
  const Row probability = xt::exp(logits) / xt::sum(xt::exp(logits))();
  output.dL_ds += scale * (probability - target) / batch;
  return -std::log(probability(label));
}

double add_firing_rate_term(const FiringRateTerm& term, double batch, Trace& trace) {
  double value = 0.0;
  for (LayerTrace& layer : trace) {
    const auto steps = static_cast<double>(layer.s.shape(0));
    const auto neurons = static_cast<double>(layer.s.shape(1));
    const double strength = decimal(term.strength);
    const Row rate = xt::sum(layer.s, {0}) / steps;
    const Row lacking = xt::maximum(0.0, decimal(term.minimum_rate) - rate);
    value += strength * xt::sum(lacking * lacking)() / neurons;
    layer.dL_ds -= 2 * strength * lacking / neurons / steps / batch;
  }
  return value;
}

Adam::Adam(const NetworkSpec& network, const AdamSpec& adam)
    : spec(adam), first_moment(no_gradients(network)), second_moment(no_gradients(network)) {}

void Adam::step(Network& network, const Parameters& gradients) {
  ++steps;
  for (std::size_t l = 0; l < gradients.size(); ++l) {
    const LayerSpec& layer = network.spec.layers[l];
    LayerParameters& parameters = network.parameters[l];
    adam_update(spec, decimal(spec.learning_rate), steps, gradients[l].weights,
                first_moment[l].weights, second_moment[l].weights, parameters.weights);
    if (layer.thresholds != ThresholdMode::fixed) {
      adam_update(spec, decimal(spec.threshold_learning_rate), steps, gradients[l].thresholds,
                  first_moment[l].thresholds, second_moment[l].thresholds, parameters.thresholds);
    }
    parameters.thresholds =
        Row(xt::maximum(parameters.thresholds, decimal(layer.minimum_threshold)));
  }
}

}  // namespace rouse::reference
