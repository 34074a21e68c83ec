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

/// Weights W (inputs, neurons) and thresholds θ (neurons) or (1) of a layer, or their gradients.
struct LayerParameters {
  Matrix weights;
  Row thresholds;
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
};

/// All that happens in one layer while one sample passes.
struct LayerTrace {
  Matrix v;      ///< membrane potential before the reset
  Matrix s;      ///< spikes
  Matrix rho;    ///< ρ(v - θ)
  Matrix dL_ds;  ///< gradient of the loss by the spikes
  Matrix g;      ///< dL_ds ρ(v - θ)
  Matrix e_v;    ///< gradient of the loss by the membrane potential
  Matrix e_i;    ///< gradient of the loss by the synaptic current
};
using Trace = std::vector<LayerTrace>;

/// (T, channels): how often each channel spiked in each bin.
Matrix dense(const SpikeRaster& raster);

Trace forward(const Network& network, const Matrix& input);

/// Both add their gradient, divided by `batch`, to dL_ds, and return their value.
double add_loss(const LossSpec& loss, std::uint32_t label, double batch, Trace& trace);
double add_firing_rate_term(const FiringRateTerm& term, double batch, Trace& trace);

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
