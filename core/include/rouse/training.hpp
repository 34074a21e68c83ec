// Learning: losses, Adam, and a Trainer that works one batch per call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rouse/dataset.hpp"
#include "rouse/events.hpp"
#include "rouse/network.hpp"

namespace rouse {

/// On the outputs' scores (see Readout).
enum class LossKind {
  rate_mse,       ///< Σ over outputs of (spikes / T - target rate)², the paper's; of potentials
                  ///< Σ of (score - target)²
  cross_entropy,  ///< of softmax(logit_scale · scores)
};

struct LossSpec {
  LossKind kind = LossKind::rate_mse;
  float true_rate = 0.2F;    ///< target rate of the sample's class, [0, 1]
  float false_rate = 0.03F;  ///< target rate of the other classes, [0, 1]
  float logit_scale = 0.2F;  ///< logits per spike or per unit of the potential, (0, 1000]

  bool operator==(const LossSpec&) const = default;
};

/// A pull on firing rates, a remedy for silent layers and for those that fire all the time: for
/// each layer adds strength · mean over its neurons of (rate - nearest rate that is wanted)² to the
/// loss of each sample. An output layer that does not fire is left out.
struct FiringRateTerm {
  float strength = 0.0F;       ///< [0, 10^6]; 0 is off, the paper's rule
  float minimum_rate = 0.01F;  ///< spikes per step below which a neuron is pulled up, (0, 1]
  float maximum_rate = 1.0F;   ///< and above which it is pulled down, [minimum_rate, 1]

  bool operator==(const FiringRateTerm&) const = default;
};

/// Adam (Kingma and Ba 2015), bias-corrected, with a learning rate for each kind of parameters.
struct AdamSpec {
  float learning_rate = 0.001F;            ///< of the weights, recurrent ones too, [0, 1000]
  float threshold_learning_rate = 0.001F;  ///< of the thresholds, [0, 1000]
  float beta1 = 0.9F;                      ///< [0, 1)
  float beta2 = 0.999F;                    ///< [0, 1)
  float epsilon = 1e-8F;                   ///< > 0
  float retention_learning_rate = 0.001F;  ///< of trained retentions, [0, 1000]
  float delay_learning_rate = 0.01F;       ///< of the delays, in steps, [0, 1000]
  /// Exponential decay: every epoch has all of these rates times this of the one before it, (0, 1].
  float learning_rate_decay = 1.0F;

  bool operator==(const AdamSpec&) const = default;
};

struct TrainingOptions {
  BinOptions bins;
  LossSpec loss;
  FiringRateTerm firing_rate;
  AdamSpec adam;
  Augmentation augmentation;  ///< of the training samples only
  std::uint32_t batch = 32;   ///< samples per optimiser step, 1..65536
  std::uint64_t seed = 1;     ///< of the initial weights, the order of samples and augmentation
  /// Parts of a batch, 1..64, whose gradients are summed apart and then added in order, so that
  /// each part can have a processor core of its own (Trainer::set_executor). The last bits of a run
  /// depend on this number, but not on how many cores there are.
  std::uint32_t shards = 1;

  /// Fully connected hidden layers send about one in so many of their gradients g[t] to the layer
  /// below, 1..1000; 1 sends all, the paper's rule. A gradient is drawn with a probability in
  /// proportion to its magnitude and weighted by the reciprocal, so that its mean is the gradient
  /// (docs/surrogates.md): a sparse backward pass that still reaches silent neurons. The gradients
  /// of the layer's own weights and thresholds come from all. Layers with masked resets, those
  /// beside a firing-rate term and those of src/cells send all.
  std::uint32_t gradient_thinning = 1;

  bool operator==(const TrainingOptions&) const = default;
};

/// Of gradient_thinning, what the command and the page begin with: costs no accuracy that could be
/// measured (docs/surrogates.md).
constexpr std::uint32_t default_gradient_thinning = 16;

/// The options of the paper: 300 bins of 1 ms, rate loss with 0.2 and 0.03, Adam with 0.001 twice.
TrainingOptions paper_training();

/// Throws invalid_value naming the field, its value and the valid range.
void validate(const TrainingOptions& options);

/// The same conventions as for NetworkSpec.
std::string to_json(const TrainingOptions& options);
TrainingOptions training_options_from_json(std::string_view text);

/// Loss of one sample; fills in activity.layers.back().spike_gradients, scaled by 1 / batch.
float loss_and_gradient(const LossSpec& loss, std::uint32_t label, float batch, Activity& activity);

/// The firing-rate term and its gradient, scaled by 1 / batch: fills the hidden layers'
/// spike_gradients, for Network::backward(..., add_to_hidden), and adds to the output layer's,
/// which loss_and_gradient() has filled. Returns the term.
float firing_rate_term(const FiringRateTerm& term, float batch, Activity& activity);

/// The class with the highest score; of equals the first one. Calls read_out().
std::uint32_t predicted_class(Activity& activity);
/// The class whose output neuron spiked most; of equals the first one.
std::uint32_t predicted_class(const SpikeRaster& output);
/// The same without allocating: `counts` is scratch and holds the output's spike counts afterwards.
std::uint32_t predicted_class(const SpikeRaster& output, std::vector<std::uint32_t>& counts);

/// Adam's moments. Parameters, gradients and moments all have the same shape.
class Adam {
 public:
  Adam(const NetworkSpec& network, AdamSpec adam);
  /// One step of an epoch, from 1. Fixed thresholds are left alone. Does not clamp:
  /// Network::parameters_changed() does.
  void step(const NetworkSpec& network, const Parameters& gradients, Parameters& parameters,
            std::uint32_t epoch = 1);

  AdamSpec spec;
  Parameters first_moment;
  Parameters second_moment;
  std::uint64_t steps = 0;
};

/// What one layer did in an epoch (training samples) and how its parameters moved.
struct LayerMetrics {
  float firing_rate = 0;     ///< spikes per neuron and step
  std::uint32_t dead = 0;    ///< neurons that fired in no training sample of the epoch; 0 in an
                             ///< output layer that is read by its potential
  std::uint32_t silent = 0;  ///< neurons that fired in no sample of the last batch
  /// (neurons) Spikes of each over the epoch's samples; the dead have 0. Empty in an output layer
  /// that is read by its potential, and, as it is not in the JSON, in a report read from that.
  std::vector<std::uint32_t> spikes;
  float threshold_mean = 0;
  float threshold_deviation = 0;
  float threshold_minimum = 0;
  float threshold_maximum = 0;
  std::vector<std::uint32_t> threshold_histogram;  ///< 20 equal bins from minimum to maximum
  float weight_movement = 0;                       ///< mean |w - w at the epoch's begin|
  float mean_threshold_gradient = 0;  ///< mean over the epoch's batches and the layer's thresholds
  double synaptic_operations_per_sample = 0;  ///< additions of a weight, forward
};

/// What an epoch brought. Epoch 0 is the untrained network, measured on the test samples only:
/// there `loss` and the layers' activity are those of the test samples.
struct EpochReport {
  std::uint32_t epoch = 0;
  float loss = 0;            ///< mean over the training samples, as met during the epoch
  float train_accuracy = 0;  ///< share of training samples right during the epoch; -1 in epoch 0
  float test_loss = 0;       ///< mean over the test samples, 0 without any
  float test_accuracy = 0;   ///< 0..1; -1 without test samples
  std::vector<std::uint32_t> confusion;  ///< (class, predicted class) over the test samples
  std::vector<LayerMetrics> layers;
  double events_per_sample = 0;               ///< input events of a training sample after binning
  double synaptic_operations_per_sample = 0;  ///< additions of a weight, forward, all layers
  double milliseconds_per_sample = 0;         ///< training, as the caller timed it; 0 if it did not
};

/// JSON of one epoch as `rouse train --json` prints it: one line without a line end.
std::string to_json(const EpochReport& report);

/// What a call of Trainer::step() did.
struct StepReport {
  enum class Phase {
    train,  ///< one optimiser step on one batch
    test,   ///< up to one batch of test samples evaluated
  };
  Phase phase = Phase::train;
  std::uint32_t epoch = 0;      ///< 1 is the first epoch of training
  std::uint32_t batch = 0;      ///< of this phase, from 0
  std::uint32_t batches = 0;    ///< of this phase
  std::uint32_t samples = 0;    ///< in this batch
  std::uint32_t correct = 0;    ///< of them
  float loss = 0;               ///< mean of this batch
  bool epoch_finished = false;  ///< Trainer::last_epoch() is new
};

/// Calls work(0) to work(count - 1), in any order or at the same time, and returns when all are
/// done. Lets what they throw through.
using Executor =
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& work)>;

/// Called before the events of a sample are read, with the dataset and the sample's place in it, so
/// that whoever owns the dataset can make them when they are first needed.
using Supplier = std::function<void(const Dataset& dataset, std::size_t sample)>;

/// Trains a network on a dataset, one batch per call: the caller can stop, look and go on at any
/// call. First comes a test pass of the untrained network (epoch 0), then for each epoch its
/// training batches and a test pass. Given equal data, spec and options the bits are equal
/// everywhere.
class Trainer {
 public:
  /// Throws shape_mismatch when the network does not fit the data, invalid_value for options out of
  /// range, no_recordings when there is nothing to train on. `test` may be empty.
  Trainer(NetworkSpec spec, const TrainingOptions& options, std::shared_ptr<const Dataset> train,
          std::shared_ptr<const Dataset> test);
  ~Trainer();
  Trainer(Trainer&&) noexcept;
  Trainer& operator=(Trainer&&) noexcept;

  StepReport step();
  /// Who computes the shards of a batch. Without one they are computed one after the other.
  void set_executor(Executor executor);
  /// Without one all samples must have their events. checkpoint() and resume() need all in any
  /// case.
  void set_supplier(Supplier supplier);

  /// For shards computed in other memories (by ShardWorkers in other processes or page workers):
  /// writes to `task` what ShardWorker::begin() takes, the batch that the next step() is about and
  /// the parameters.
  void shard_task(std::vector<std::uint8_t>& task);
  /// Computes a shard of that batch now, so that step() need not. Throws invalid_value for a number
  /// from TrainingOptions::shards on.
  void compute_shard(std::size_t number);
  /// Takes what ShardWorker::compute() brought for that batch. step() computes the shards that
  /// nobody brought, so that the result is the same whoever computed them. Throws shape_mismatch
  /// for results that are not this shard's; step() then computes it.
  void take_shard(std::size_t number, std::span<const std::uint8_t> results);

  /// Adds the caller's clock reading to the epoch at hand; core itself has no clock.
  void add_milliseconds(double milliseconds);

  const Network& network() const;
  const TrainingOptions& options() const;
  /// The report of the epoch finished last, if any.
  const std::optional<EpochReport>& last_epoch() const;
  /// Optimiser steps so far.
  std::uint64_t optimiser_steps() const;

  /// Changes learning rates while a run is under way.
  void set_learning_rates(float weights, float thresholds);

  /// Everything needed to go on as if never stopped: parameters, moments, position in the data, the
  /// epoch's sums. The random state is (seed, position), since every draw is keyed by them.
  std::vector<std::uint8_t> checkpoint() const;
  /// Goes on from a checkpoint. Throws bad_format for bytes that are not one and shape_mismatch
  /// when it was made from other data.
  static Trainer resume(std::span<const std::uint8_t> checkpoint,
                        std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test);

 private:
  struct State;
  explicit Trainer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Computes shards of a Trainer's batches in a memory of its own. Network, options and data are
/// those of the trainer; its bytes come from the same build of the library.
class ShardWorker {
 public:
  /// Throws what Trainer's constructor does.
  ShardWorker(NetworkSpec spec, const TrainingOptions& options,
              std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test);
  ~ShardWorker();
  ShardWorker(ShardWorker&&) noexcept;
  ShardWorker& operator=(ShardWorker&&) noexcept;

  void set_supplier(Supplier supplier);
  /// Takes a batch and parameters from Trainer::shard_task(). Throws shape_mismatch when they are
  /// not those of this network and data.
  void begin(std::span<const std::uint8_t> task);
  /// Writes to `results` what Trainer::take_shard() takes. Throws invalid_value when there is no
  /// such shard.
  void compute(std::size_t number, std::vector<std::uint8_t>& results);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// What a network does on a dataset. Both functions below throw shape_mismatch when data and
/// network do not fit each other.
struct Evaluation {
  std::uint32_t samples = 0;
  std::uint32_t correct = 0;
  float loss = 0;
  std::vector<std::uint32_t> confusion;
  std::vector<float> firing_rates;          ///< per layer
  std::vector<std::uint32_t> dead;          ///< per layer, neurons that fired in no sample
  std::vector<double> synaptic_operations;  ///< per layer, additions of a weight per sample

  float accuracy() const {
    return samples == 0 ? 0.0F : static_cast<float>(correct) / static_cast<float>(samples);
  }
};
Evaluation evaluate(const Network& network, const Dataset& dataset, const BinOptions& bins,
                    const LossSpec& loss = {});

/// Everything about one sample, for views and other tools.
struct Trace {
  SpikeRaster input;
  Activity activity;     ///< spikes, potentials and their gradients, per layer
  Parameters gradients;  ///< of this sample's loss
  std::vector<std::vector<float>> surrogates;  ///< per layer (T, neurons), ρ(v[t] - θ), or 1
  float loss = 0;
  std::uint32_t predicted = 0;
};
Trace trace(const Network& network, const Sample& sample, const SensorShape& shape,
            const BinOptions& bins, const LossSpec& loss = {});

}  // namespace rouse
