// A network and its training as options of the command, and the options' names for both.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "hidden_layer.hpp"
#include "options.hpp"
#include "rouse/dataset.hpp"
#include "rouse/network_spec.hpp"
#include "rouse/nmnist.hpp"
#include "rouse/training.hpp"

namespace rouse::command {

template <>
struct Choices<ThresholdMode> {
  static constexpr std::array names{"fixed", "per-layer", "trainable", "per-channel"};
};

/// What makes a run what it is, apart from the data. The defaults are those of the web page: a
/// network, time bins and learning rates with which a minute is enough to learn the digits.
struct Experiment {
  std::vector<HiddenLayer> hidden{{512, {}, 1}};
  /// Before training: one for all layers, or one for each, the output layer's last.
  std::vector<float> thresholds{5.0F};
  /// Of what hidden layers send: one for all, or one for each.
  std::vector<float> dropouts{0.0F};
  Readout readout = Readout::spikes;
  /// Of all layers; its `neurons`, `convolution`, `pooling`, `dropout` and `initial_threshold` are
  /// not used.
  /// Thresholds per channel are per neuron where a layer has no channels. Recurrence and adaptation
  /// are for hidden layers, delays for what the hidden layers send.
  LayerSpec layer;
  TrainingOptions training;

  /// What suits this sensor's recordings.
  explicit Experiment(const SensorShape& sensor = nmnist_shape);
  /// Of a network that exists: a run that is resumed.
  Experiment(const NetworkSpec& network, TrainingOptions options);

  NetworkSpec network(const Dataset& train) const;
  /// The same before the data is known.
  NetworkSpec network(const SensorShape& sensor, std::size_t outputs) const;
};

/// The options that set an Experiment. Values are kept as text until it is known what they are to
/// be applied to.
class ExperimentOptions {
 public:
  /// Those named in `others` are no options: the command has its own way of setting them.
  void add_to(Options& options, const std::vector<std::string>& others = {});

  /// Does what the option of that name would do. Throws UsageError for text that it cannot read.
  void give(const std::string& name, const std::string& text);

  /// The preset or the defaults, changed by the options that were given. Throws UsageError naming
  /// the option whose value is out of range.
  Experiment experiment(const SensorShape& sensor = nmnist_shape) const;
  /// For these recordings, whose classes --flip swaps.
  Experiment experiment(const Dataset& train) const;

  /// The name of an option that was given, if any was.
  std::optional<std::string> first_given() const;

  /// Throws UsageError when an option says something else than the run that is resumed.
  void require_same(const Experiment& resumed, const Dataset& train) const;

 private:
  struct Setting {
    std::string name;
    std::string field;  // as the library's messages call it
    std::function<void(Experiment&, const std::string&)> set;
    std::function<std::string(const Experiment&)> text;
    std::optional<std::string> given;
  };

  template <typename Access>
  void add(Options& options, const char* name, const char* field, const char* unit,
           const char* help, Access access);
  void add_network(Options& options);
  void add_neuron(Options& options);
  void add_memory(Options& options);
  void add_surrogate(Options& options);
  void add_training(Options& options);
  void add_loss(Options& options);
  void add_augmentation(Options& options);

  const Setting* given(const std::string& name) const;
  void require_valid(const Experiment& experiment, const SensorShape& sensor) const;

  std::vector<Setting> settings_;
  std::vector<std::string> others_;
  std::string preset_;
};

}  // namespace rouse::command
