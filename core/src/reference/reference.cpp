#include "reference/reference.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <xtensor/xadapt.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xview.hpp>

#include "reference/connections.hpp"
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

/// One threshold per neuron, whatever the mode: channels are the innermost axis of maps.
Row spread(const Row& thresholds, std::size_t neurons) {
  Row each = xt::empty<double>({neurons});
  for (std::size_t j = 0; j < neurons; ++j) each(j) = thresholds(j % thresholds.size());
  return each;
}

/// a (m, k) times b (k, n).
Matrix product(const Matrix& a, const Matrix& b) {
  Matrix result = xt::zeros<double>({a.shape(0), b.shape(1)});
  for (std::size_t i = 0; i < a.shape(0); ++i) {
    for (std::size_t j = 0; j < a.shape(1); ++j) {
      if (a(i, j) != 0) xt::view(result, i, xt::all()) += a(i, j) * xt::view(b, j, xt::all());
    }
  }
  return result;
}

/// Weights as they are used; their gradient ignores the rounding.
Matrix rounded(const Matrix& weights, float step) {
  if (step <= 0) return weights;
  return xt::nearbyint(weights / decimal(step)) * decimal(step);
}

/// A layer's neurons with one value each of everything.
struct Neurons {
  Row theta, r_i, r_v, r_a;
  double beta = 0;          ///< what a spike adds to a
  double alpha = 0;         ///< what the potential adds to it
  double on_threshold = 0;  ///< a's share in the threshold
  double on_current = 0;    ///< a's share in the current

  Neurons(const LayerSpec& spec, const LayerParameters& parameters, bool fires)
      : theta(spread(parameters.thresholds, spec.neurons)),
        r_i(retention(parameters.current_retentions, spec.current_retention, spec.neurons)),
        r_v(retention(parameters.membrane_retentions, spec.membrane_retention, spec.neurons)),
        r_a(retention(parameters.adaptation_retentions, spec.adaptation.retention, spec.neurons)) {
    if (spec.adaptation.kind == AdaptationKind::none) return;
    alpha = decimal(spec.adaptation.coupling);
    if (spec.adaptation.kind == AdaptationKind::current) on_current = 1;
    if (!fires) return;
    beta = decimal(spec.adaptation.strength);
    on_threshold = 1 - on_current;
  }

  static Row retention(const Row& trained, float fixed, std::size_t neurons) {
    return trained.size() > 0 ? trained : Row(decimal(fixed) * xt::ones<double>({neurons}));
  }
};

/// Row t - 1, zeros before the first.
Row before(const Matrix& series, std::size_t t) {
  if (t == 0) return xt::zeros<double>({series.shape(1)});
  return xt::view(series, t - 1, xt::all());
}

/// Input k's spikes count for share(k) and come delay(k) steps late, in parts where that is between
/// two steps.
Matrix arriving(const Matrix& sent, const Row& delays, const Row& shares) {
  Matrix s_in = xt::zeros_like(sent);
  for (std::size_t t = 0; t < sent.shape(0); ++t) {
    for (std::size_t k = 0; k < sent.shape(1); ++k) {
      const double spike = sent(t, k) * (shares.size() > 0 ? shares(k) : 1.0);
      const double delay = delays.size() > 0 ? delays(k) : 0.0;
      const auto first = t + static_cast<std::size_t>(delay);
      const double part = delay - std::floor(delay);
      if (first < sent.shape(0)) s_in(first, k) += (1 - part) * spike;
      if (first + 1 < sent.shape(0)) s_in(first + 1, k) += part * spike;
    }
  }
  return s_in;
}

/// The way back: adds to dL_dsent and to the delays' gradients.
void arriving_backward(const Matrix& sent, const Row& delays, const Row& shares,
                       const Matrix& dL_ds_in, Matrix& dL_dsent, Row& delay_gradients) {
  const std::size_t steps = sent.shape(0);
  for (std::size_t t = 0; t < steps; ++t) {
    for (std::size_t k = 0; k < sent.shape(1); ++k) {
      const double share = shares.size() > 0 ? shares(k) : 1.0;
      const double delay = delays.size() > 0 ? delays(k) : 0.0;
      const auto first = t + static_cast<std::size_t>(delay);
      const double part = delay - std::floor(delay);
      const double now = first < steps ? dL_ds_in(first, k) : 0.0;
      const double next = first + 1 < steps ? dL_ds_in(first + 1, k) : 0.0;
      dL_dsent(t, k) += share * ((1 - part) * now + part * next);
      if (delays.size() > 0) delay_gradients(k) += share * sent(t, k) * (next - now);
    }
  }
}

void forward_layer(const NetworkSpec& network, std::size_t l, const LayerParameters& parameters,
                   const Row& shares, bool smooth, const Matrix& senders, LayerTrace& layer) {
  const LayerSpec& spec = network.layers[l];
  const bool fires = network.fires(l);
  const Matrix sent = product(senders, pooling(network, l));
  const std::size_t steps = sent.shape(0);
  const std::size_t n = spec.neurons;
  const Neurons neurons(spec, parameters, fires);
  const Matrix w = unfolded(network, l, rounded(parameters.weights, spec.weight_step));
  layer.s_in = arriving(sent, parameters.delays, shares);
  layer.v = layer.s = layer.rho = layer.dL_ds = xt::zeros<double>({steps, n});
  layer.i = layer.u = layer.a = layer.v;
  for (std::size_t t = 0; t < steps; ++t) {
    const Row s_before = before(layer.s, t);
    const Row u_before = before(layer.u, t);
    const Row a =
        neurons.r_a * before(layer.a, t) + neurons.beta * s_before + neurons.alpha * u_before;
    Row i = neurons.r_i * before(layer.i, t) +
            xt::sum(w * xt::view(layer.s_in, t, xt::all(), xt::newaxis()), {0});
    if (spec.recurrence != Recurrence::none) {
      i +=
          xt::sum(parameters.recurrent_weights * xt::view(s_before, xt::all(), xt::newaxis()), {0});
    }
    const Row v = neurons.r_v * u_before + i - neurons.on_current * a;
    const Row theta = neurons.theta + neurons.on_threshold * a;
    const Row x = v - theta;
    Row s = xt::zeros<double>({n});
    if (fires && smooth) s = each(surrogate_integral, spec.surrogate, x);
    if (fires && !smooth) s = xt::cast<double>(v >= theta);
    if (smooth || !fires) {
      at(layer.u, t) = v;
    } else if (spec.reset == Reset::hard) {
      at(layer.u, t) = (1 - s) * v;
    } else {
      at(layer.u, t) = v - theta * s;
    }
    at(layer.i, t) = i;
    at(layer.a, t) = a;
    at(layer.v, t) = v;
    at(layer.s, t) = s;
    at(layer.rho, t) = fires ? each(surrogate, spec.surrogate, x) : Row(xt::ones<double>({n}));
  }
}

template <typename Tensor>
void add_if_trained(const Tensor& term, Tensor& sum) {
  if (sum.size() > 0) sum += term;
}

void backward_layer(const NetworkSpec& network, std::size_t l, const LayerParameters& parameters,
                    const Row& shares, bool smooth, const Matrix& senders, LayerTrace& layer,
                    LayerParameters& gradient, Matrix* dL_dsenders) {
  const LayerSpec& spec = network.layers[l];
  const bool fires = network.fires(l);
  const Matrix pooled = pooling(network, l);
  const Matrix sent = product(senders, pooled);
  const std::size_t steps = sent.shape(0);
  const std::size_t n = spec.neurons;
  const Neurons neurons(spec, parameters, fires);
  const Matrix w = unfolded(network, l, rounded(parameters.weights, spec.weight_step));
  Matrix w_gradient = xt::zeros_like(w);
  const bool masked =
      !smooth && fires && spec.reset == Reset::hard && spec.reset_gradient == ResetGradient::masked;
  layer.g = layer.e_v = layer.e_i = layer.e_a = xt::zeros<double>({steps, n});
  Matrix dL_ds_in = xt::zeros_like(layer.s_in);

  Row e_v = xt::zeros<double>({n});
  Row e_i = xt::zeros<double>({n});
  Row e_a = xt::zeros<double>({n});
  for (std::size_t t = steps; t-- > 0;) {
    at(layer.dL_ds, t) += neurons.beta * e_a;
    if (spec.recurrence != Recurrence::none && fires) {
      at(layer.dL_ds, t) += xt::sum(parameters.recurrent_weights * e_i, {1});
      const Row s = at(layer.s, t);
      gradient.recurrent_weights += xt::view(s, xt::all(), xt::newaxis()) * e_i;
    }
    const Row g = at(layer.dL_ds, t) * at(layer.rho, t);
    const Row du_dv = masked ? Row(1 - at(layer.s, t)) : Row(xt::ones<double>({n}));
    e_v = g + du_dv * (neurons.r_v * e_v + neurons.alpha * e_a);
    e_a = neurons.r_a * e_a - neurons.on_threshold * g - neurons.on_current * e_v;
    e_i = e_v + neurons.r_i * e_i;
    at(layer.g, t) = g;
    at(layer.e_v, t) = e_v;
    at(layer.e_i, t) = e_i;
    at(layer.e_a, t) = e_a;
    w_gradient += xt::view(layer.s_in, t, xt::all(), xt::newaxis()) * e_i;
    at(dL_ds_in, t) = xt::sum(w * e_i, {1});
    add_if_trained(Row(e_i * before(layer.i, t)), gradient.current_retentions);
    add_if_trained(Row(e_v * before(layer.u, t)), gradient.membrane_retentions);
    add_if_trained(Row(e_a * before(layer.a, t)), gradient.adaptation_retentions);
  }
  if (spec.recurrence == Recurrence::others) {
    for (std::size_t j = 0; j < n; ++j) gradient.recurrent_weights(j, j) = 0;
  }
  gradient.weights += folded(network, l, w_gradient);
  Matrix dL_dsent = xt::zeros_like(sent);
  arriving_backward(sent, parameters.delays, shares, dL_ds_in, dL_dsent, gradient.delays);
  if (dL_dsenders != nullptr) *dL_dsenders += product(dL_dsent, xt::transpose(pooled));
  if (!fires) return;
  for (std::size_t j = 0; j < n; ++j) {
    const double sum = xt::sum(xt::view(layer.g, xt::all(), j))();
    gradient.thresholds(j % gradient.thresholds.size()) -= sum;
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
  const auto row = [](const std::vector<float>& values) {
    return Row(xt::cast<double>(xt::adapt(values, std::array{values.size()})));
  };
  Parameters result;
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const rouse::LayerParameters& own = parameters[l];
    const std::size_t n = spec.layers[l].neurons;
    const auto fan_in = static_cast<std::size_t>(spec.fan_in(l));
    const std::array<std::size_t, 2> shape = {fan_in, own.weights.size() / fan_in};
    const std::array<std::size_t, 2> recurrent_shape = {own.recurrent_weights.size() / n, n};
    result.push_back({xt::cast<double>(xt::adapt(own.weights, shape)), row(own.thresholds),
                      xt::cast<double>(xt::adapt(own.recurrent_weights, recurrent_shape)),
                      row(own.current_retentions), row(own.membrane_retentions),
                      row(own.adaptation_retentions), row(own.delays)});
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
    forward_layer(network.spec, l, network.parameters[l], network.shares_of(l), network.smooth,
                  l == 0 ? input : trace[l - 1].s, trace[l]);
  }
  return trace;
}

void backward(const Network& network, const Matrix& input, Trace& trace, Parameters& gradients) {
  for (std::size_t l = trace.size(); l-- > 0;) {
    backward_layer(network.spec, l, network.parameters[l], network.shares_of(l), network.smooth,
                   l == 0 ? input : trace[l - 1].s, trace[l], gradients[l],
                   l == 0 ? nullptr : &trace[l - 1].dL_ds);
  }
}

Row scores(Readout readout, const LayerTrace& output) {
  switch (readout) {
    case Readout::spikes:
      return xt::sum(output.s, {0});
    case Readout::maximum_potential:
      return xt::amax(output.v, {0});
    case Readout::mean_potential:
      return xt::mean(output.v, {0});
  }
  return {};
}

double add_loss(Readout readout, const LossSpec& loss, std::uint32_t label, double batch,
                Trace& trace) {
  LayerTrace& output = trace.back();
  const auto steps = static_cast<double>(output.s.shape(0));
  const Row score = scores(readout, output);
  Row target = xt::zeros_like(score);
  Row by_score;
  double value = 0.0;
  if (loss.kind == LossKind::rate_mse) {
    const double unit = readout == Readout::spikes ? steps : 1.0;
    target.fill(decimal(loss.false_rate));
    target(label) = decimal(loss.true_rate);
    const Row difference = score / unit - target;
    by_score = 2 * difference / unit / batch;
    value = xt::sum(difference * difference)();
  } else {
    target(label) = 1.0;
    const double scale = decimal(loss.logit_scale);
    const Row logits = scale * score - scale * xt::amax(score)();
    const Row probability = xt::exp(logits) / xt::sum(xt::exp(logits))();
    by_score = scale * (probability - target) / batch;
    value = -std::log(probability(label));
  }
  if (readout == Readout::maximum_potential) {
    for (std::size_t j = 0; j < score.size(); ++j) {
      std::size_t first = 0;
      while (output.v(first, j) < score(j)) ++first;
      output.dL_ds(first, j) += by_score(j);
    }
  } else {
    output.dL_ds += readout == Readout::spikes ? by_score : Row(by_score / steps);
  }
  return value;
}

double add_firing_rate_term(Readout readout, const FiringRateTerm& term, double batch,
                            Trace& trace) {
  double value = 0.0;
  for (LayerTrace& layer : trace) {
    if (&layer == &trace.back() && readout != Readout::spikes) break;
    const auto steps = static_cast<double>(layer.s.shape(0));
    const auto neurons = static_cast<double>(layer.s.shape(1));
    const double strength = decimal(term.strength);
    const Row rate = xt::sum(layer.s, {0}) / steps;
    const Row lacking = xt::maximum(0.0, decimal(term.minimum_rate) - rate);
    const Row excess = xt::maximum(0.0, rate - decimal(term.maximum_rate));
    value += strength * xt::sum(lacking * lacking + excess * excess)() / neurons;
    layer.dL_ds += 2 * strength * (excess - lacking) / neurons / steps / batch;
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
    const auto update = [&](double rate, auto tensor) {
      adam_update(spec, rate, steps, gradients[l].*tensor, first_moment[l].*tensor,
                  second_moment[l].*tensor, parameters.*tensor);
    };
    update(decimal(spec.learning_rate), &LayerParameters::weights);
    update(decimal(spec.learning_rate), &LayerParameters::recurrent_weights);
    if (layer.thresholds != ThresholdMode::fixed) {
      update(decimal(spec.threshold_learning_rate), &LayerParameters::thresholds);
    }
    for (const auto retention :
         {&LayerParameters::current_retentions, &LayerParameters::membrane_retentions,
          &LayerParameters::adaptation_retentions}) {
      update(decimal(spec.retention_learning_rate), retention);
      parameters.*retention = Row(xt::clip(parameters.*retention, 0.0, decimal(largest_retention)));
    }
    update(decimal(spec.delay_learning_rate), &LayerParameters::delays);
    parameters.delays =
        Row(xt::clip(parameters.delays, 0.0, static_cast<double>(layer.maximum_delay)));
    parameters.thresholds =
        Row(xt::maximum(parameters.thresholds, decimal(layer.minimum_threshold)));
  }
}

}  // namespace rouse::reference
