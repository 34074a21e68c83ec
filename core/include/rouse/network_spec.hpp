// What a network is: sizes, neuron dynamics, thresholds and surrogate gradient. No weights.
//
// The model is the current-based leaky integrate-and-fire neuron in discrete time t. For a layer of
// n neurons with input spikes s_in, weights W and thresholds θ:
//
//   i[t] = r_i i[t-1] + W s_in[t]       synaptic current
//   v[t] = r_v u[t-1] + i[t]            membrane potential, before the reset
//   s[t] = 1 if v[t] >= θ else 0        spike
//   u[t] = v[t] reset where s[t] = 1    hard reset: 0; soft reset: v[t] - θ
//
// Method: Takaghaj and Sampson, "To Spike or Not to Spike, that is the Question", arXiv 2407.19566.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rouse/events.hpp"

namespace rouse {

/// The membrane potential after a spike.
enum class Reset { hard, soft };

/// Whether the backward pass sees the reset.
enum class ResetGradient {
  paper,   ///< the reset is ignored, as in SLAYER: du[t]/dv[t] = 1
  masked,  ///< du[t]/dv[t] = 1 - s[t]: nothing flows back through a hard reset
};

/// How many thresholds a layer has, and whether they learn.
enum class ThresholdMode {
  fixed,        ///< one for the layer, which stays as it was initialised
  per_layer,    ///< one for the layer, trained
  per_neuron,   ///< one for each neuron, trained
  per_channel,  ///< one for each channel of a layer that convolves, trained
};

/// Feature maps: what a sensor's pixels, or the neurons of a layer that convolves, are arranged as.
/// The neuron of (x, y, channel) is the (y * width + x) * channels + channel-th.
struct Maps {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t channels = 0;

  std::uint64_t size() const { return std::uint64_t{width} * height * channels; }
  bool operator==(const Maps&) const = default;
};

/// How a layer's neurons look at feature maps: each through a window, all of a channel with the
/// same weights (PyTorch's Conv2d, without bias and dilation). Without channels a layer is fully
/// connected.
struct ConvolutionSpec {
  std::uint32_t channels = 0;  ///< of the layer's own maps, 1..4096; 0 for a full connection
  std::uint32_t kernel = 3;    ///< height and width of the window, 1..64
  std::uint32_t stride = 1;    ///< from window to window, 1..64
  std::uint32_t padding = 0;   ///< rows and columns of zeros around the maps, below kernel
  std::uint32_t groups = 1;    ///< channels in so many groups see only their own; divides both

  bool operator==(const ConvolutionSpec&) const = default;
};

/// Whether a layer's spikes come back to it one step later, as U s[t-1] added to its current.
enum class Recurrence {
  none,
  all,     ///< from each neuron to each
  others,  ///< from each neuron to each but itself
};

/// What firing leaves in a neuron, besides the reset.
enum class AdaptationKind {
  none,
  threshold,  ///< its threshold is θ + a[t]
  current,    ///< the current -a[t] is added to its membrane potential
};

/// Adaptation a[t] = r_a a[t-1] + β s[t-1] + α u[t-1], with s and u as above.
struct AdaptationSpec {
  AdaptationKind kind = AdaptationKind::none;
  float retention = 0.95F;  ///< r_a, share kept per step, [0, 1)
  float strength = 0.1F;    ///< β, what a spike adds, [0, 10^6], in the unit of the potential
  float coupling = 0.0F;    ///< α, share of the membrane potential that is added, [0, 1]; with a
                            ///< current it makes the neuron resonate

  bool operator==(const AdaptationSpec&) const = default;
};

/// Whether a layer's retentions r_i, r_v and, of a layer that adapts, r_a learn.
enum class RetentionMode {
  fixed,       ///< as they are in the spec
  per_neuron,  ///< trained, one of each for each neuron; they stay within [0, 0.995]
};

/// The bound of trained retentions.
inline constexpr float largest_retention = 0.995F;

/// What the network says of each class, its score. The neurons of an output layer that is read by
/// its potential never fire and are never reset: they are leaky integrators.
enum class Readout {
  spikes,             ///< how often the class's output neuron fired, as in the paper
  maximum_potential,  ///< the highest potential that its output neuron reached, max over t of v[t]
  mean_potential,     ///< the mean of its output neuron's potential over all steps
};

/// Shape of the surrogate for ds/dv, as a function of x = v - θ with scale κ and width w.
enum class SurrogateKind {
  exponential,   ///< κ/w exp(-|x|/w), the paper's
  fast_sigmoid,  ///< κ / (1 + |x|/w)²
  arctan,        ///< κ / (1 + (x/w)²)
  triangular,    ///< κ/w max(0, 1 - |x|/w), bounded support
  boxcar,        ///< κ/(2w) where |x| <= w, else 0, bounded support
};

/// The surrogate gradient of a spike.
struct SurrogateSpec {
  SurrogateKind kind = SurrogateKind::exponential;
  float scale = 1.5F;   ///< κ > 0, at most 10^6
  float width = 3.75F;  ///< w > 0, at most 10^6, in the unit of the membrane potential
  /// Lower bound of the surrogate, [0, 10^6]. 0 is the paper's rule. Above 0 a neuron far from its
  /// threshold still gets a gradient: a remedy for layers that are silent altogether.
  float floor = 0.0F;

  bool operator==(const SurrogateSpec&) const = default;
};

/// One layer of current-based LIF neurons. Everything goes with everything.
struct LayerSpec {
  std::size_t neurons = 0;           ///< 1..2^20; follows from the convolution, where there is one
  float current_retention = 0.75F;   ///< r_i, share of the synaptic current kept per step, [0, 1)
  float membrane_retention = 0.97F;  ///< r_v, share of the membrane potential kept per step, [0, 1)
  ThresholdMode thresholds = ThresholdMode::per_neuron;
  float initial_threshold = 1.25F;  ///< θ before training, minimum_threshold..10^6
  float minimum_threshold = 0.05F;  ///< θ_min > 0: training clamps thresholds from below
  Reset reset = Reset::hard;
  /// `masked` says nothing about a soft reset, whose derivative is 1 either way.
  ResetGradient reset_gradient = ResetGradient::paper;
  SurrogateSpec surrogate;
  /// Weights are rounded to multiples of this before use (straight-through gradient); 0 is off.
  /// lava-dl, on which the paper ran, uses 1/32. [0, 1]
  float weight_step = 0.0F;
  Recurrence recurrence = Recurrence::none;
  AdaptationSpec adaptation;
  RetentionMode retentions = RetentionMode::fixed;
  /// Above 0 each input has a delay of its own, trained, 0 to this many steps: a spike sent at t
  /// arrives in parts at the two steps nearest to t + delay. At most 1000.
  std::uint32_t maximum_delay = 0;
  /// Probability with which an input is not heard in a training sample, [0, 1); the spikes of the
  /// others count 1 / (1 - dropout).
  float dropout = 0.0F;
  /// Sums the spikes of each pooling x pooling window of the maps that come in, before the weights
  /// (NIR's SumPool2d); rows and columns that fill no window are left out. 1..64, 1 for none.
  std::uint32_t pooling = 1;
  ConvolutionSpec convolution;

  bool convolves() const { return convolution.channels > 0; }
  bool operator==(const LayerSpec&) const = default;
};

/// A feed-forward network; the last layer's neurons are the classes.
struct NetworkSpec {
  std::size_t inputs = 0;         ///< input channels, 1..2^24
  std::vector<LayerSpec> layers;  ///< 1..64 layers
  /// With another than `spikes` the output layer's thresholds, reset and surrogate say nothing.
  Readout readout = Readout::spikes;
  /// How the inputs are arranged, where the first layer convolves or pools: channels() is `inputs`.
  SensorShape sensor;

  std::size_t outputs() const { return layers.empty() ? 0 : layers.back().neurons; }
  /// What sends spikes to layer l: inputs or neurons.
  std::size_t senders_of(std::size_t l) const { return l == 0 ? inputs : layers[l - 1].neurons; }
  /// Inputs of layer l's weights: its senders, or what pooling makes of them.
  std::size_t inputs_of(std::size_t l) const;
  /// Inputs of one neuron of layer l: all of them, or those in its window.
  std::uint64_t fan_in(std::size_t l) const;
  /// Inputs of layer l's weights as maps, empty where they are none.
  Maps maps_into(std::size_t l) const;
  /// Neurons of layer l as maps, empty where they are none or the convolution does not fit.
  Maps maps_of(std::size_t l) const;
  /// Whether layer l's neurons fire, or are read by their potential.
  bool fires(std::size_t l) const { return readout == Readout::spikes || l + 1 < layers.size(); }
  std::uint64_t weight_count() const;
  bool operator==(const NetworkSpec&) const = default;
};

/// A network whose layers share everything but their size.
NetworkSpec fully_connected(std::size_t inputs, const std::vector<std::size_t>& hidden,
                            std::size_t outputs, const LayerSpec& layer = {});

/// The paper's network for N-MNIST (Table II): 2312-500-500-10, θ 1.25, κ 1.5, w 3.75, r_i 0.75,
/// r_v 0.97, hard reset. LayerSpec's defaults are these values.
NetworkSpec paper_network();

/// The paper's network for SHD: 700-200-200-20, otherwise as paper_network().
NetworkSpec paper_shd_network();

/// The paper's network for DVS128 Gesture: 32768-64-11, otherwise as paper_network().
NetworkSpec paper_gesture_network();

/// Gives layers that convolve the neurons that follow from it.
void count_neurons(NetworkSpec& spec);

/// "2312-500-500-10": inputs and the neurons of each layer.
std::string sizes_of(const NetworkSpec& spec);

/// Throws invalid_value naming the layer, the field, its value and the valid range.
void validate(const NetworkSpec& spec);

/// JSON in the form that checkpoints, the command and the bindings share:
/// {"inputs":2312,"layers":[{"neurons":500,"current_retention":0.75,...},...]}.
/// A layer that convolves may leave its neurons out. Parsing takes defaults for what is missing,
/// refuses unknown keys, and validates.
std::string to_json(const NetworkSpec& spec);
NetworkSpec network_spec_from_json(std::string_view text);

/// ρ(x) at x = v - θ: the value that stands in for ds/dv in the backward pass.
float surrogate_value(const SurrogateSpec& surrogate, float x);

}  // namespace rouse
