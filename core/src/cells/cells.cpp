#include "cells/cells.hpp"

#include <algorithm>
#include <cmath>

#include "cells/receptive_fields.hpp"
#include "cells/synapses.hpp"
#include "cells/window_neurons.hpp"
#include "kernels/cell_kernels.hpp"
#include "kernels/transpose.hpp"
#include "network/plain_neurons.hpp"
#include "range.hpp"
#include "rouse/inspection.hpp"
#include "rouse/random.hpp"

namespace rouse::cells {
namespace {

// The purposes that random draws are keyed by.
constexpr std::uint64_t recurrent_weights_key = 0x72656375;
constexpr std::uint64_t delays_key = 0x64656c61;

void clamp(std::vector<float>& values, float largest) {
  for (float& value : values) value = std::clamp(value, 0.0F, largest);
}

/// One for each neuron, trained or not.
void spread(const std::vector<float>& trained, float fixed, std::size_t neurons,
            std::vector<float>& out) {
  if (trained.empty()) {
    out.assign(neurons, fixed);
  } else {
    out = trained;
  }
}

bool is_recurrent(const LayerSpec& spec) { return spec.recurrence != Recurrence::none; }

kernels::Cells cells_of(const Layer& layer) {
  const LayerSpec& spec = layer.spec;
  const AdaptationSpec& adaptation = spec.adaptation;
  const bool adapts = adaptation.kind != AdaptationKind::none;
  return {spec.neurons,
          layer.fires,
          spec.reset == Reset::hard,
          spec.reset == Reset::hard && spec.reset_gradient == ResetGradient::masked,
          adaptation.kind == AdaptationKind::current ? 1.0F : 0.0F,
          layer.fires && adaptation.kind == AdaptationKind::threshold ? 1.0F : 0.0F,
          layer.fires && adapts ? adaptation.strength : 0.0F,
          adapts ? adaptation.coupling : 0.0F,
          spec.surrogate,
          layer.thresholds.data(),
          layer.constants.current_retentions.data(),
          layer.constants.membrane_retentions.data(),
          layer.constants.adaptation_retentions.data()};
}

/// A layer's rows (T, neurons), with zeros before the first.
class Rows {
 public:
  Rows(LayerActivity& activity, std::size_t neurons, float* zeros)
      : activity_(activity), neurons_(neurons), zeros_(zeros) {}

  kernels::CellRows<float> at(std::size_t t) const {
    const std::size_t row = t * neurons_;
    return {activity_.potentials.data() + row, activity_.currents.data() + row,
            activity_.kept.data() + row, activity_.adaptations.data() + row};
  }
  kernels::CellRows<const float> seen(std::size_t t) const {
    const auto rows = at(t);
    return {rows.potentials, rows.currents, rows.kept, rows.adaptations};
  }
  kernels::CellRows<const float> before(std::size_t t) const {
    if (t > 0) return seen(t - 1);
    return {zeros_, zeros_, zeros_, zeros_};
  }

 private:
  LayerActivity& activity_;
  std::size_t neurons_;
  float* zeros_;
};

/// Row t += U s[t-1].
void add_recurrent(const Layer& layer, const std::uint32_t* offsets, const std::uint32_t* columns,
                   std::size_t t, float* drive, float* row) {
  const std::size_t n = layer.spec.neurons;
  kernels::multiply_events(kernels::EventRows{t, offsets, columns, nullptr}.step(t - 1),
                           layer.parameters.recurrent_weights.data(), n, drive);
  for (std::size_t j = 0; j < n; ++j) row[j] += drive[j];
}

/// What the rows (.., neurons) have of one neuron.
std::vector<float> column(const std::vector<float>& rows, std::size_t neurons, std::size_t neuron) {
  std::vector<float> values;
  for (std::size_t i = neuron; i < rows.size(); i += neurons) values.push_back(rows[i]);
  return values;
}

void add(const float* terms, std::vector<float>& sums) {
  for (std::size_t j = 0; j < sums.size(); ++j) sums[j] += terms[j];
}

/// The sums over steps that `state` holds after the way back, to where they belong.
void add_sums(const kernels::CellGradients& sums, std::size_t neurons, LayerParameters& gradients) {
  add_threshold_gradients(sums.thresholds, neurons, gradients.thresholds);
  add(sums.current_retentions, gradients.current_retentions);
  add(sums.membrane_retentions, gradients.membrane_retentions);
  add(sums.adaptation_retentions, gradients.adaptation_retentions);
}

/// U's gradient: a spike at t changes the current at t + 1.
void add_recurrent_gradients(const Layer& layer, const LayerActivity& activity,
                             std::vector<float>& gradients) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = activity.spikes.steps();
  if (steps < 2) return;
  kernels::add_outer_events(
      {steps - 1, activity.spikes.offsets.data(), activity.spikes.columns.data(), nullptr},
      activity.current_gradients.data() + n, n, gradients.data());
  if (layer.spec.recurrence == Recurrence::all) return;
  for (std::size_t j = 0; j < n; ++j) gradients[j * n + j] = 0.0F;
}

/// Neurons with a memory, through time.
void remember(const Layer& layer, const SpikeRaster& input, Activity& activity) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = input.steps();
  LayerActivity& own = activity.layers[layer.index];
  for (std::vector<float>* rows : {&own.currents, &own.kept, &own.adaptations}) {
    rows->resize(steps * n);
  }
  float* zeros = start_state(2 * n, activity);
  float* recurrent = zeros + n;
  const kernels::Cells cells = cells_of(layer);
  const Rows rows(own, n, zeros);
  std::uint32_t* columns = start_spikes(n, steps, activity, own.spikes);
  std::uint32_t* offsets = own.spikes.offsets.data();
  for (std::size_t t = 0; t < steps; ++t) {
    const kernels::CellRows<float> now = rows.at(t);
    if (layer.spec.convolves()) drive_windows(layer, input, t, now.potentials);
    if (is_recurrent(layer.spec) && t > 0) {
      add_recurrent(layer, offsets, columns, t, recurrent, now.potentials);
    }
    const std::size_t fired =
        kernels::cells_forward(cells, rows.before(t), now, columns + offsets[t]);
    offsets[t + 1] = offsets[t] + static_cast<std::uint32_t>(fired);
  }
  end_spikes(activity, own.spikes);
  if (is_recurrent(layer.spec)) own.synaptic_operations += std::uint64_t{own.spikes.size()} * n;
}

/// And back: e_i and g, and the gradients of all parameters but those that the input meets.
void remember_backward(const Layer& layer, const SpikeRaster& input, bool add_to_hidden,
                       Activity& activity, LayerParameters& gradients) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = input.steps();
  LayerActivity& own = activity.layers[layer.index];
  own.potential_gradients.resize(steps * n);
  own.current_gradients.resize(steps * n);
  float* state = start_state(7 * n, activity);
  const kernels::Cells cells = cells_of(layer);
  const Rows rows(own, n, state);
  const kernels::CellGradients sums{state + n,     state + 2 * n, state + 3 * n,
                                    state + 4 * n, state + 5 * n, state + 6 * n};
  const float* later = state;
  for (std::size_t t = steps; t-- > 0;) {
    const std::size_t row = t * n;
    float* spike_gradients = spike_gradients_at(layer, t, add_to_hidden, activity);
    if (is_recurrent(layer.spec) && layer.fires) {
      kernels::add_product(later, 1, n, layer.constants.recurrent_transposed.data(), n,
                           spike_gradients);
    }
    float* current_gradients = own.current_gradients.data() + row;
    kernels::cells_backward(cells, rows.before(t), rows.seen(t), later, spike_gradients,
                            own.potential_gradients.data() + row, current_gradients, sums);
    if (layer.spec.convolves()) add_window_gradients(layer, input, t, current_gradients, activity);
    later = current_gradients;
  }
  add_sums(sums, n, gradients);
  if (is_recurrent(layer.spec)) {
    add_recurrent_gradients(layer, own, gradients.recurrent_weights);
  }
}

}  // namespace

void require_linked(const NetworkSpec& /*spec*/) {}

bool is_plain(const LayerSpec& layer) {
  return layer.recurrence == Recurrence::none && layer.adaptation.kind == AdaptationKind::none &&
         layer.retentions == RetentionMode::fixed;
}

void validate(const NetworkSpec& spec, std::size_t l, const std::string& where) {
  const LayerSpec& layer = spec.layers[l];
  require_below(layer.adaptation.retention, 0.0F, 1.0F, where + "adaptation.retention");
  require_within(layer.adaptation.strength, 0.0F, 1e6F, where + "adaptation.strength");
  require_within(layer.adaptation.coupling, 0.0F, 1.0F, where + "adaptation.coupling");
  require_count(layer.maximum_delay, 0, 1000, where + "maximum_delay");
  require_below(layer.dropout, 0.0F, 1.0F, where + "dropout");
  validate_fields(spec, l, where);
}

void initialise(const LayerSpec& spec, std::size_t l, std::uint64_t seed,
                LayerParameters& parameters) {
  const auto fill = [](std::vector<float>& values, float value) {
    std::fill(values.begin(), values.end(), value);
  };
  fill(parameters.current_retentions, spec.current_retention);
  fill(parameters.membrane_retentions, spec.membrane_retention);
  fill(parameters.adaptation_retentions, spec.adaptation.retention);
  Random delays(seed, delays_key, l);
  for (float& delay : parameters.delays) {
    delay = delays.uniform() * static_cast<float>(spec.maximum_delay);
  }
  // Small: many spikes come back at every step, and a loop that amplifies does not learn.
  const float deviation = 0.1F / std::sqrt(static_cast<float>(spec.neurons));
  Random weights(seed, recurrent_weights_key, l);
  for (float& weight : parameters.recurrent_weights) weight = deviation * weights.normal();
  if (spec.recurrence != Recurrence::others) return;
  for (std::size_t j = 0; j < spec.neurons; ++j) {
    parameters.recurrent_weights[j * spec.neurons + j] = 0.0F;
  }
}

void parameters_changed(const NetworkSpec& network, std::size_t l,
                        const std::vector<float>& weights, LayerParameters& parameters,
                        LayerConstants& constants) {
  const LayerSpec& spec = network.layers[l];
  if (constants.fields == nullptr) constants.fields = receptive_fields(network, l);
  if (spec.convolves()) {
    arrange(*constants.fields, weights, constants.arranged);
    turn_round(*constants.fields, weights, constants.transposed);
  }
  clamp(parameters.delays, static_cast<float>(spec.maximum_delay));
  if (is_plain(spec)) return;
  clamp(parameters.current_retentions, largest_retention);
  clamp(parameters.membrane_retentions, largest_retention);
  clamp(parameters.adaptation_retentions, largest_retention);
  spread(parameters.current_retentions, spec.current_retention, spec.neurons,
         constants.current_retentions);
  spread(parameters.membrane_retentions, spec.membrane_retention, spec.neurons,
         constants.membrane_retentions);
  spread(parameters.adaptation_retentions, spec.adaptation.retention, spec.neurons,
         constants.adaptation_retentions);
  kernels::transpose(parameters.recurrent_weights, spec.neurons, constants.recurrent_transposed);
}

void forward(const Layer& layer, const SpikeRaster& from, Activity& activity) {
  LayerActivity& own = activity.layers[layer.index];
  receive(layer, from, activity);
  const SpikeRaster& input = received(layer, from, own);
  own.potentials.resize(from.steps() * layer.spec.neurons);
  own.synaptic_operations = operations(layer, input);
  if (!layer.spec.convolves()) drive(layer, input, own.potentials);
  if (!is_plain(layer.spec)) {
    remember(layer, input, activity);
  } else if (layer.spec.convolves()) {
    fire_windows(layer, input, activity);
  } else {
    fire(layer.spec, layer.thresholds, from.steps(), activity, own);
  }
}

void backward(const Layer& layer, const SpikeRaster& from, Activity& activity,
              LayerParameters& gradients, bool add_to_hidden) {
  LayerActivity& own = activity.layers[layer.index];
  const SpikeRaster& input = received(layer, from, own);
  const bool convolves = layer.spec.convolves();
  if (convolves) activity.arranged_gradients.assign(layer.constants.arranged.size(), 0.0F);
  if (!is_plain(layer.spec)) {
    remember_backward(layer, input, add_to_hidden, activity, gradients);
  } else if (convolves) {
    fire_windows_backward(layer, input, add_to_hidden, activity, gradients.thresholds);
  } else {
    fire_backward(layer.spec, layer.thresholds, layer.fires, from.steps(), activity, own,
                  gradients.thresholds);
  }
  if (convolves) {
    add_arranged(*layer.constants.fields, activity.arranged_gradients, gradients.weights);
  } else {
    kernels::add_outer_events(rows_of(input), own.current_gradients.data(), layer.spec.neurons,
                              gradients.weights.data());
  }
  pass_down(layer, from, add_to_hidden, activity, gradients);
}

void follow(const Layer& layer, const SpikeRaster& from, const Activity& activity,
            std::size_t neuron, Inspection& result) {
  const LayerSpec& spec = layer.spec;
  const LayerParameters& parameters = layer.parameters;
  const LayerActivity& own = activity.layers[layer.index];
  const std::size_t n = spec.neurons;
  const std::size_t steps = from.steps();
  const auto its = [&](const std::vector<float>& rows) { return column(rows, n, neuron); };
  const auto its_own = [&](const std::vector<float>& trained, float fixed) {
    return trained.empty() ? fixed : trained[neuron];
  };
  result.current_retention = its_own(parameters.current_retentions, spec.current_retention);
  result.membrane_retention = its_own(parameters.membrane_retentions, spec.membrane_retention);
  result.delays = parameters.delays;
  result.weights = spec.convolves() ? weights_of_output(*layer.constants.fields,
                                                        layer.constants.transposed, neuron)
                                    : its(layer.weights);
  result.drive.resize(steps);
  kernels::multiply_events(rows_of(received(layer, from, own)), result.weights.data(), 1,
                           result.drive.data());
  if (is_plain(spec)) return;
  if (is_recurrent(spec)) {
    result.recurrent_weights = its(parameters.recurrent_weights);
    result.recurrent_drive.assign(steps, 0.0F);
    kernels::multiply_events(
        {steps - 1, own.spikes.offsets.data(), own.spikes.columns.data(), nullptr},
        result.recurrent_weights.data(), 1, result.recurrent_drive.data() + 1);
  }
  result.current = its(own.currents);
  result.potential = its(own.potentials);
  result.kept = its(own.kept);
  const AdaptationKind adapts = spec.adaptation.kind;
  if (adapts != AdaptationKind::none) result.adaptation = its(own.adaptations);
  result.surrogate.assign(steps, 1.0F);
  for (std::size_t t = 0; layer.fires && t < steps; ++t) {
    const float rise = adapts == AdaptationKind::threshold ? result.adaptation[t] : 0.0F;
    const float threshold = layer.thresholds[neuron] + rise;
    result.surrogate[t] = surrogate_value(spec.surrogate, result.potential[t] - threshold);
  }
}

}  // namespace rouse::cells
