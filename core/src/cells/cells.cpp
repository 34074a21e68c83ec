#include "cells/cells.hpp"

#include <algorithm>
#include <cmath>

#include "cells/arrivals.hpp"
#include "kernels/cell_kernels.hpp"
#include "kernels/event_kernels.hpp"
#include "kernels/transpose.hpp"
#include "range.hpp"
#include "rouse/inspection.hpp"
#include "rouse/random.hpp"

namespace rouse::cells {
namespace {

// The purposes that random draws are keyed by.
constexpr std::uint64_t recurrent_weights_key = 0x72656375;
constexpr std::uint64_t delays_key = 0x64656c61;
constexpr std::uint64_t dropout_key = 0x64726f706f7574;

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

bool changes_arrivals(const LayerSpec& spec) {
  return spec.maximum_delay > 0 || spec.dropout > 0.0F;
}

kernels::EventRows rows_of(const SpikeRaster& raster) {
  return {raster.steps(), raster.offsets.data(), raster.columns.data(),
          raster.counts.empty() ? nullptr : raster.counts.data()};
}

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

/// Draws which inputs are heard; what is left counts for what is not.
void draw_shares(const Layer& layer, std::size_t inputs, const std::optional<SampleKey>& key,
                 std::vector<float>& shares) {
  shares.clear();
  if (!key || layer.spec.dropout == 0.0F) return;
  Random random(key->seed ^ dropout_key, key->epoch, key->sample, layer.index);
  shares.resize(inputs);
  for (float& share : shares) {
    share = random.uniform() < layer.spec.dropout ? 0.0F : 1.0F / (1.0F - layer.spec.dropout);
  }
}

const SpikeRaster& arrivals_of(const Layer& layer, const SpikeRaster& from,
                               const LayerActivity& activity) {
  return changes_arrivals(layer.spec) ? activity.arrivals : from;
}

/// Row t += U s[t-1].
void add_recurrent(const Layer& layer, const std::uint32_t* offsets, const std::uint32_t* columns,
                   std::size_t t, float* drive, float* row) {
  const std::size_t n = layer.spec.neurons;
  kernels::multiply_events({1, offsets + t - 1, columns, nullptr},
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
  if (gradients.thresholds.size() == neurons) {
    add(sums.thresholds, gradients.thresholds);
  } else {
    for (std::size_t j = 0; j < neurons; ++j) gradients.thresholds[0] += sums.thresholds[j];
  }
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

/// dL/ds of the input is Wᵀ e_i, where spikes arrive as they were sent.
void pass_down(const Layer& layer, const SpikeRaster& from, Activity& activity,
               LayerParameters& gradients, std::vector<float>* below) {
  if (below == nullptr && gradients.delays.empty()) return;
  const LayerActivity& own = activity.layers[layer.index];
  const std::size_t steps = from.steps();
  const bool changed = changes_arrivals(layer.spec);
  std::vector<float>& arriving = changed ? activity.arriving_gradients : *below;
  if (changed) arriving.assign(steps * from.channels, 0.0F);
  kernels::add_product(own.current_gradients.data(), steps, layer.spec.neurons,
                       layer.constants.transposed.data(), from.channels, arriving.data());
  if (changed) {
    arrive_backward({layer.parameters.delays, own.shares}, from, arriving, below, gradients.delays);
  }
}

}  // namespace

void require_linked(const NetworkSpec& /*spec*/) {}

void validate(const LayerSpec& spec, const std::string& where) {
  require_below(spec.adaptation.retention, 0.0F, 1.0F, where + "adaptation.retention");
  require_within(spec.adaptation.strength, 0.0F, 1e6F, where + "adaptation.strength");
  require_within(spec.adaptation.coupling, 0.0F, 1.0F, where + "adaptation.coupling");
  require_count(spec.maximum_delay, 0, 1000, where + "maximum_delay");
  require_below(spec.dropout, 0.0F, 1.0F, where + "dropout");
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

void parameters_changed(const LayerSpec& spec, LayerParameters& parameters,
                        LayerConstants& constants) {
  clamp(parameters.current_retentions, largest_retention);
  clamp(parameters.membrane_retentions, largest_retention);
  clamp(parameters.adaptation_retentions, largest_retention);
  clamp(parameters.delays, static_cast<float>(spec.maximum_delay));
  spread(parameters.current_retentions, spec.current_retention, spec.neurons,
         constants.current_retentions);
  spread(parameters.membrane_retentions, spec.membrane_retention, spec.neurons,
         constants.membrane_retentions);
  spread(parameters.adaptation_retentions, spec.adaptation.retention, spec.neurons,
         constants.adaptation_retentions);
  kernels::transpose(parameters.recurrent_weights, spec.neurons, constants.recurrent_transposed);
}

void forward(const Layer& layer, const SpikeRaster& from, Activity& activity) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = from.steps();
  LayerActivity& own = activity.layers[layer.index];
  if (changes_arrivals(layer.spec)) {
    draw_shares(layer, from.channels, activity.training, own.shares);
    own.arrivals.columns.reserve(2 * from.columns.capacity());  // no sample has more spikes
    own.arrivals.counts.reserve(2 * from.columns.capacity());
    arrive({layer.parameters.delays, own.shares}, from, own.arrivals, activity.offsets);
  }
  for (std::vector<float>* rows : {&own.potentials, &own.currents, &own.kept, &own.adaptations}) {
    rows->resize(steps * n);
  }
  activity.state.resize(std::max(activity.state.size(), 2 * n));
  float* zeros = activity.state.data();
  float* drive = zeros + n;
  std::fill(zeros, zeros + n, 0.0F);
  kernels::multiply_events(rows_of(arrivals_of(layer, from, own)), layer.weights.data(), n,
                           own.potentials.data());
  const kernels::Cells cells = cells_of(layer);
  const Rows rows(own, n, zeros);
  std::vector<std::uint32_t>& columns = activity.columns;
  columns.resize(std::max(columns.size(), steps * n));
  own.spikes.channels = n;
  own.spikes.counts.clear();
  own.spikes.offsets.assign(steps + 1, 0);
  std::uint32_t* offsets = own.spikes.offsets.data();
  for (std::size_t t = 0; t < steps; ++t) {
    const kernels::CellRows<float> now = rows.at(t);
    if (is_recurrent(layer.spec) && t > 0) {
      add_recurrent(layer, offsets, columns.data(), t, drive, now.potentials);
    }
    const std::size_t fired =
        kernels::cells_forward(cells, rows.before(t), now, columns.data() + offsets[t]);
    offsets[t + 1] = offsets[t] + static_cast<std::uint32_t>(fired);
  }
  own.spikes.columns.reserve(steps * n);
  own.spikes.columns.assign(columns.data(), columns.data() + offsets[steps]);
}

void backward(const Layer& layer, const SpikeRaster& from, Activity& activity,
              LayerParameters& gradients, std::vector<float>* below) {
  const std::size_t n = layer.spec.neurons;
  const std::size_t steps = from.steps();
  LayerActivity& own = activity.layers[layer.index];
  own.potential_gradients.resize(steps * n);
  own.current_gradients.resize(steps * n);
  activity.state.resize(std::max(activity.state.size(), 7 * n));
  float* state = activity.state.data();
  std::fill(state, state + 7 * n, 0.0F);
  const kernels::Cells cells = cells_of(layer);
  const Rows rows(own, n, state);
  const kernels::CellGradients sums{state + n,     state + 2 * n, state + 3 * n,
                                    state + 4 * n, state + 5 * n, state + 6 * n};
  const float* later = state;
  for (std::size_t t = steps; t-- > 0;) {
    const std::size_t row = t * n;
    float* spike_gradients = own.spike_gradients.data() + row;
    if (is_recurrent(layer.spec) && layer.fires) {
      kernels::add_product(later, 1, n, layer.constants.recurrent_transposed.data(), n,
                           spike_gradients);
    }
    float* current_gradients = own.current_gradients.data() + row;
    kernels::cells_backward(cells, rows.before(t), rows.seen(t), later, spike_gradients,
                            own.potential_gradients.data() + row, current_gradients, sums);
    later = current_gradients;
  }
  add_sums(sums, n, gradients);
  kernels::add_outer_events(rows_of(arrivals_of(layer, from, own)), own.current_gradients.data(), n,
                            gradients.weights.data());
  if (is_recurrent(layer.spec)) {
    add_recurrent_gradients(layer, own, gradients.recurrent_weights);
  }
  pass_down(layer, from, activity, gradients, below);
}

void follow(const Network& network, const SpikeRaster& from, const Activity& activity,
            std::size_t layer, std::size_t neuron, Inspection& result) {
  const LayerSpec& spec = network.spec().layers[layer];
  const LayerParameters& parameters = network.parameters()[layer];
  const LayerActivity& own = activity.layers[layer];
  const std::size_t n = spec.neurons;
  const std::size_t steps = from.steps();
  const auto its = [&](const std::vector<float>& rows) { return column(rows, n, neuron); };
  const auto its_own = [&](const std::vector<float>& trained, float fixed) {
    return trained.empty() ? fixed : trained[neuron];
  };
  result.current_retention = its_own(parameters.current_retentions, spec.current_retention);
  result.membrane_retention = its_own(parameters.membrane_retentions, spec.membrane_retention);
  result.delays = parameters.delays;
  result.drive.resize(steps);
  kernels::multiply_events(rows_of(changes_arrivals(spec) ? own.arrivals : from),
                           result.weights.data(), 1, result.drive.data());
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
  const bool fires = network.spec().fires(layer);
  const float threshold = network.thresholds_of(layer)[neuron];
  result.surrogate.assign(steps, 1.0F);
  for (std::size_t t = 0; fires && t < steps; ++t) {
    const float rise = adapts == AdaptationKind::threshold ? result.adaptation[t] : 0.0F;
    result.surrogate[t] = surrogate_value(spec.surrogate, result.potential[t] - (threshold + rise));
  }
}

}  // namespace rouse::cells
