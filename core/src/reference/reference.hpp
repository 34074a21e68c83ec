// The network of network_spec.hpp once more, in xtensor expressions and double precision, to be
// read beside the equations. It is slow, shares no code with the library but the specs, and is what
// the tests compare the library with.
//
// A time series of n neurons is a Matrix (T, n); weights are a Matrix (inputs, neurons).
#pragma once

#include <cstdint>
#include <vector>
#include <xtensor/xtensor.hpp>

#include "rouse/network.hpp"
#include "rouse/training.hpp"

namespace rouse::reference {

using Matrix = xt::xtensor<double, 2>;
using Row = xt::xtensor<double, 1>;

/// Weights W, thresholds θ and so on of a layer, or their gradients. What the layer does not have
/// is empty.
struct LayerParameters {
  /// (inputs, neurons), or, where it convolves, (inputs of a window, channels).
  Matrix weights;
  Row thresholds;
  Matrix recurrent_weights;   ///< U (neurons, neurons)
  Row current_retentions;     ///< r_i (neurons)
  Row membrane_retentions;    ///< r_v (neurons)
  Row adaptation_retentions;  ///< r_a (neurons)
  Row delays;                 ///< (inputs)
};
using Parameters = std::vector<LayerParameters>;

Parameters no_gradients(const NetworkSpec& spec);
Parameters from_library(const NetworkSpec& spec, const rouse::Parameters& parameters);

struct Network {
  NetworkSpec spec;
  Parameters parameters;
  /// Spikes are replaced by the surrogate's integral S(v - θ) and nothing is reset, so that the
  /// network is differentiable and every gradient equals its finite difference.
  bool smooth = false;
  /// What the spikes of each layer's inputs count for, as dropout has it; a layer's Row is empty
  /// where nothing is dropped.
  std::vector<Row> shares = {};

  Row shares_of(std::size_t l) const { return shares.empty() ? Row::from_shape({0}) : shares[l]; }
};

/// All that happens in one layer while one sample passes.
struct LayerTrace {
  Matrix s_in;   ///< the senders' spikes as the weights meet them
  Matrix i;      ///< synaptic current
  Matrix u;      ///< membrane potential after the reset
  Matrix a;      ///< adaptation
  Matrix v;      ///< membrane potential before the reset
  Matrix s;      ///< spikes
  Matrix rho;    ///< ρ(v - θ), or 1 where the neurons do not fire
  Matrix dL_ds;  ///< gradient of the loss by the spikes, or by v where the neurons do not fire
  Matrix g;      ///< dL_ds ρ(v - θ)
  Matrix e_v;    ///< gradient of the loss by the membrane potential
  Matrix e_i;    ///< gradient of the loss by the synaptic current
  Matrix e_a;    ///< gradient of the loss by the adaptation
};
using Trace = std::vector<LayerTrace>;

/// (T, channels): how often each channel spiked in each bin.
Matrix dense(const SpikeRaster& raster);

Trace forward(const Network& network, const Matrix& input);

/// What a readout makes of the output layer.
Row scores(Readout readout, const LayerTrace& output);

/// Both add their gradient, divided by `batch`, to dL_ds, and return their value.
double add_loss(Readout readout, const LossSpec& loss, std::uint32_t label, double batch,
                Trace& trace);
double add_firing_rate_term(Readout readout, const FiringRateTerm& term, double batch,
                            Trace& trace);

/// Carries dL_ds of the layers back through time and layers, and adds to `gradients`.
void backward(const Network& network, const Matrix& input, Trace& trace, Parameters& gradients);

/// Adam with bias correction; then thresholds are clamped from below.
struct Adam {
  AdamSpec spec;
  Parameters first_moment;
  Parameters second_moment;
  int steps = 0;

  Adam(const NetworkSpec& network, const AdamSpec& adam);
  void step(Network& network, const Parameters& gradients);
};

double surrogate(const SurrogateSpec& spec, double x);
/// ∫ ρ from 0 to x.
double surrogate_integral(const SurrogateSpec& spec, double x);

}  // namespace rouse::reference
