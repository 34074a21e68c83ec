#include "experiment.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

#include "rouse/error.hpp"

namespace rouse::command {

template <>
struct Choices<Reset> {
  static constexpr std::array names{"hard", "soft"};
};
template <>
struct Choices<ResetGradient> {
  static constexpr std::array names{"paper", "masked"};
};
template <>
struct Choices<SurrogateKind> {
  static constexpr std::array names{"exponential", "fast-sigmoid", "arctan", "triangular",
                                    "boxcar"};
};
template <>
struct Choices<Occupancy> {
  static constexpr std::array names{"binary", "counts"};
};
template <>
struct Choices<LossKind> {
  static constexpr std::array names{"rate-mse", "cross-entropy"};
};

template <>
struct Choices<Recurrence> {
  static constexpr std::array names{"none", "all", "others"};
};
template <>
struct Choices<AdaptationKind> {
  static constexpr std::array names{"none", "threshold", "current"};
};
template <>
struct Choices<RetentionMode> {
  static constexpr std::array names{"fixed", "trainable"};
};
template <>
struct Choices<Readout> {
  static constexpr std::array names{"spikes", "maximum-potential", "mean-potential"};
};

namespace {

/// A cochlea's channels lie in one row.
bool is_cochlea(const SensorShape& sensor) { return sensor.width == sensor.channels(); }

/// A DVS128's pixels, or 2x2 to 8x8 of them as one.
bool sees_gestures(const SensorShape& sensor) {
  return sensor.width == sensor.height && sensor.width >= 16 && 128 % sensor.width == 0;
}

/// A word lasts a second, a camera's saccades 300 ms; a gesture is repeated once or twice a second.
constexpr BinOptions cochlea_bins{100, 10000, Occupancy::binary};
constexpr BinOptions saccade_bins{60, 5000, Occupancy::binary};
constexpr BinOptions gesture_bins{75, 20000, Occupancy::binary};

BinOptions bins_for(const SensorShape& sensor) {
  if (is_cochlea(sensor)) return cochlea_bins;
  return sees_gestures(sensor) ? gesture_bins : saccade_bins;
}

Experiment paper(const SensorShape& sensor) {
  const NetworkSpec network = is_cochlea(sensor)      ? paper_shd_network()
                              : sees_gestures(sensor) ? paper_gesture_network()
                                                      : paper_network();
  Experiment experiment{network, paper_training()};
  // The paper says the bins for N-MNIST only.
  if (sensor != nmnist_shape) experiment.training.bins = bins_for(sensor);
  return experiment;
}

/// The paper's network for SHD with settings chosen on a part of its training recordings
/// (docs/shd.md).
Experiment spoken_words() {
  Experiment experiment{paper_shd_network(), paper_training()};
  experiment.thresholds = {10.0F};
  LayerSpec& layer = experiment.layer;
  layer.current_retention = 0.5F;
  layer.membrane_retention = 0.9F;
  layer.reset_gradient = ResetGradient::masked;
  layer.surrogate.scale = 5.0F;
  layer.surrogate.width = 5.0F;
  TrainingOptions& training = experiment.training;
  training.bins = cochlea_bins;
  training.bins.occupancy = Occupancy::counts;
  training.batch = 32;
  training.loss.kind = LossKind::cross_entropy;
  training.adam.learning_rate = 0.003F;
  training.adam.threshold_learning_rate = 0.01F;
  training.augmentation.shift = 20;
  training.augmentation.drop = 0.2F;
  return experiment;
}

/// The same, with spikes that come up to 250 ms late, retentions of each neuron's own, outputs that
/// integrate, and learning rates that fall to a tenth in 60 epochs.
Experiment spoken_words_with_delays() {
  Experiment experiment = spoken_words();
  experiment.readout = Readout::mean_potential;
  experiment.layer.maximum_delay = 25;
  experiment.layer.retentions = RetentionMode::per_neuron;
  experiment.training.adam.delay_learning_rate = 0.05F;
  experiment.training.adam.learning_rate_decay = 0.96F;
  return experiment;
}

Experiment preset(const std::string& name, const SensorShape& sensor) {
  if (name == "shd") return spoken_words();
  if (name == "shd-delays") return spoken_words_with_delays();
  return paper(sensor);
}

/// Equal values of all layers are one value.
void shorten(std::vector<float>& values) {
  if (std::equal(values.begin() + 1, values.end(), values.begin())) values.resize(1);
}

/// What a message of validate() is about: "layers[0].surrogate.width is ..." -> that path.
std::string subject(const std::string& message) { return message.substr(0, message.find(" is ")); }

bool is_about(const std::string& subject, const std::string& field) {
  if (subject.size() == field.size()) return subject == field;
  const std::string tail = "." + field;
  return subject.size() > tail.size() &&
         subject.compare(subject.size() - tail.size(), tail.size(), tail) == 0;
}

/// Value `index` of one for all layers, or one for each.
float of_layer(const std::vector<float>& values, std::size_t index) {
  return values[values.size() == 1 ? 0 : index];
}

void require_one_for_each(const std::string& option, const std::vector<float>& values,
                          std::size_t layers, const std::string& of_what) {
  if (values.size() == 1 || values.size() == layers) return;
  throw UsageError(
      option + " is " + format(values) + "; it must be one number" +
      (layers < 2 ? "" : ", or " + std::to_string(layers) + ": one for each " + of_what));
}

[[noreturn]] void refuse_to_change(const std::string& option, const std::string& now,
                                   const std::string& then) {
  throw UsageError(option + " is " + now + ", but the run to resume has " + then +
                   "; leave the option out, or begin anew without --resume");
}

}  // namespace

Experiment::Experiment(const SensorShape& sensor) {
  training.bins = bins_for(sensor);
  training.adam.learning_rate = 0.0002F;
  training.adam.threshold_learning_rate = 0.1F;
  training.gradient_thinning = default_gradient_thinning;
}

Experiment::Experiment(const NetworkSpec& network, TrainingOptions options)
    : readout(network.readout), layer(network.layers.front()), training(std::move(options)) {
  hidden = hidden_layers(network);
  thresholds.clear();
  for (const LayerSpec& one : network.layers) thresholds.push_back(one.initial_threshold);
  layer.maximum_delay = network.layers.back().maximum_delay;
  layer.dropout = 0.0F;
  if (network.layers.size() > 1) dropouts.clear();
  for (std::size_t l = 1; l < network.layers.size(); ++l) {
    dropouts.push_back(network.layers[l].dropout);
  }
  shorten(dropouts);
  shorten(thresholds);
  layer.neurons = 0;
  layer.convolution = {};
  layer.pooling = 1;
}

NetworkSpec Experiment::network(const Dataset& train) const {
  return network(train.shape, train.class_count);
}

NetworkSpec Experiment::network(const SensorShape& sensor, std::size_t outputs) const {
  std::vector<std::size_t> neurons;
  for (const HiddenLayer& one : hidden) neurons.push_back(one.neurons);
  NetworkSpec spec = fully_connected(sensor.channels(), neurons, outputs, layer);
  spec.readout = readout;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    spec.layers[l].convolution = hidden[l].convolution;
    spec.layers[l + 1].pooling = hidden[l].pooling;
    if (hidden[l].convolution.channels > 0) spec.sensor = sensor;
  }
  for (LayerSpec& one : spec.layers) {
    if (one.thresholds == ThresholdMode::per_channel && !one.convolves()) {
      one.thresholds = ThresholdMode::per_neuron;
    }
  }
  count_neurons(spec);
  spec.layers.front().maximum_delay = 0;
  spec.layers.back().recurrence = Recurrence::none;
  spec.layers.back().adaptation = {};
  for (std::size_t l = 0; l < spec.layers.size(); ++l) {
    spec.layers[l].initial_threshold = of_layer(thresholds, l);
    spec.layers[l].dropout = l == 0 ? 0.0F : of_layer(dropouts, l - 1);
  }
  return spec;
}

template <typename Access>
void ExperimentOptions::add(Options& options, const char* name, const char* field, const char* unit,
                            const char* help, Access access) {
  using T = std::remove_reference_t<decltype(access(std::declval<Experiment&>()))>;
  Setting setting;
  setting.name = name;
  setting.field = field;
  setting.set = [name, access](Experiment& experiment, const std::string& text) {
    access(experiment) = parse<T>(name, text);
  };
  setting.text = [access](const Experiment& experiment) {
    Experiment copy = experiment;
    return format<T>(access(copy));
  };
  const std::string otherwise = setting.text(Experiment());
  settings_.push_back(std::move(setting));
  if (std::find(others_.begin(), others_.end(), name) != others_.end()) return;
  options.add(name, unit, help, otherwise,
              [this, name](const std::string& text) { give(name, text); });
}

void ExperimentOptions::give(const std::string& name, const std::string& text) {
  const auto setting = std::find_if(settings_.begin(), settings_.end(),
                                    [&](const Setting& one) { return one.name == name; });
  Experiment unused;
  setting->set(unused, text);  // refuses what it cannot read
  setting->given = text;
}

void ExperimentOptions::add_to(Options& options, const std::vector<std::string>& others) {
  others_ = others;
  options.group("Preset");
  options.add(
      "--preset", "NAME",
      "paper: the published run, with 500,500 hidden neurons, 300 bins of 1 ms, threshold 1.25 "
      "and learning rates of 0.001, for SHD 200,200 and 100 bins of 10 ms, for gestures 64 and 75 "
      "bins of 20 ms; shd: the network for SHD with "
      "settings that learn SHD; shd-delays: with trained delays and retentions and rates that "
      "decay over 60 epochs, which learn it better; other options override it",
      "", [this](const std::string& text) {
        if (text != "paper" && text != "shd" && text != "shd-delays") {
          refuse("--preset", text, "paper, shd or shd-delays");
        }
        preset_ = text;
      });
  add_network(options);
  add_neuron(options);
  add_memory(options);
  add_surrogate(options);
  add_training(options);
  add_loss(options);
  add_augmentation(options);
}

void ExperimentOptions::add_network(Options& options) {
  options.group("Network");
  add(
      options, "--hidden", "neurons", "N,N,...",
      "neurons of each hidden layer, or none; 16c5s2p2 is a convolution of 16 channels, kernel 5, "
      "stride 2, whose spikes are summed over 2x2 neurons",
      [](Experiment & e) -> auto& { return e.hidden; });
  add(
      options, "--readout", "readout", "KIND",
      "a class's score: the spikes of its output neuron, or the maximum-potential or "
      "mean-potential of one that does not fire",
      [](Experiment & e) -> auto& { return e.readout; });
  add(
      options, "--steps", "steps", "T", "time bins of a sample; 100 for SHD, 75 for gestures",
      [](Experiment & e) -> auto& { return e.training.bins.steps; });
  add(
      options, "--bin-us", "bin_us", "US",
      "width of a time bin in microseconds; 10000 for SHD, 20000 for gestures",
      [](Experiment & e) -> auto& { return e.training.bins.bin_us; });
  add(
      options, "--occupancy", "occupancy", "KIND",
      "events of a pixel within a bin: binary (at most one) or counts",
      [](Experiment & e) -> auto& { return e.training.bins.occupancy; });
}

void ExperimentOptions::add_neuron(Options& options) {
  options.group("Neurons");
  add(
      options, "--thresholds", "thresholds", "MODE",
      "fixed, trainable (one for each neuron), per-layer or per-channel (one for each layer or "
      "channel of a convolution, trainable)",
      [](Experiment & e) -> auto& { return e.layer.thresholds; });
  add(
      options, "--threshold", "initial_threshold", "X,X,...",
      "threshold before training: one for all layers, or one for each, the output layer's last",
      [](Experiment & e) -> auto& { return e.thresholds; });
  add(
      options, "--minimum-threshold", "minimum_threshold", "X",
      "training keeps thresholds at or above this; a lower --threshold lowers it too",
      [](Experiment & e) -> auto& { return e.layer.minimum_threshold; });
  add(
      options, "--current-retention", "current_retention", "X",
      "share of the synaptic current kept per time bin",
      [](Experiment & e) -> auto& { return e.layer.current_retention; });
  add(
      options, "--membrane-retention", "membrane_retention", "X",
      "share of the membrane potential kept per time bin",
      [](Experiment & e) -> auto& { return e.layer.membrane_retention; });
  add(
      options, "--reset", "reset", "KIND",
      "potential after a spike: hard (to 0) or soft (less the threshold)",
      [](Experiment & e) -> auto& { return e.layer.reset; });
  add(
      options, "--reset-gradient", "reset_gradient", "KIND",
      "paper (the backward pass ignores the reset) or masked",
      [](Experiment & e) -> auto& { return e.layer.reset_gradient; });
  add(
      options, "--weight-step", "weight_step", "X",
      "round weights to multiples of this, as lava-dl does with 0.03125; 0 is off",
      [](Experiment & e) -> auto& { return e.layer.weight_step; });
}

void ExperimentOptions::add_memory(Options& options) {
  options.group("Memory of hidden neurons");
  add(
      options, "--recurrence", "recurrence", "KIND",
      "spikes come back to their layer a time bin later: none, all (from each neuron to each) or "
      "others (to each but itself)",
      [](Experiment & e) -> auto& { return e.layer.recurrence; });
  add(
      options, "--adaptation", "adaptation.kind", "KIND",
      "what spikes leave behind: none, a higher threshold, or a current that counteracts",
      [](Experiment & e) -> auto& { return e.layer.adaptation.kind; });
  add(
      options, "--adaptation-retention", "adaptation.retention", "X",
      "share of it kept per time bin",
      [](Experiment & e) -> auto& { return e.layer.adaptation.retention; });
  add(
      options, "--adaptation-strength", "adaptation.strength", "X", "what a spike adds to it",
      [](Experiment & e) -> auto& { return e.layer.adaptation.strength; });
  add(
      options, "--adaptation-coupling", "adaptation.coupling", "X",
      "share of the membrane potential that is added to it per time bin",
      [](Experiment & e) -> auto& { return e.layer.adaptation.coupling; });
  add(
      options, "--retentions", "retentions", "MODE",
      "fixed, or trainable (one of each kind for each neuron, of all layers)",
      [](Experiment & e) -> auto& { return e.layer.retentions; });
  add(
      options, "--maximum-delay", "maximum_delay", "N",
      "spikes of each hidden neuron arrive late by a trained delay of up to so many time bins",
      [](Experiment & e) -> auto& { return e.layer.maximum_delay; });
  add(
      options, "--dropout", "dropout", "X,X,...",
      "probability with which a hidden neuron is not heard in a training sample: one for all "
      "hidden layers, or one for each",
      [](Experiment & e) -> auto& { return e.dropouts; });
}

void ExperimentOptions::add_surrogate(Options& options) {
  options.group("Surrogate gradient of a spike");
  add(
      options, "--surrogate", "kind", "KIND",
      "exponential, fast-sigmoid, arctan, triangular or boxcar",
      [](Experiment & e) -> auto& { return e.layer.surrogate.kind; });
  add(
      options, "--surrogate-width", "width", "X", "width, in the unit of the membrane potential",
      [](Experiment & e) -> auto& { return e.layer.surrogate.width; });
  add(
      options, "--surrogate-scale", "scale", "X", "scale",
      [](Experiment & e) -> auto& { return e.layer.surrogate.scale; });
  add(
      options, "--surrogate-floor", "floor", "X",
      "lower bound: above 0, neurons far from their threshold still learn",
      [](Experiment & e) -> auto& { return e.layer.surrogate.floor; });
  add(
      options, "--gradient-thinning", "gradient_thinning", "N",
      "of a hidden layer's gradients about one in N goes down to the layer below, weighted so that "
      "their mean stays; 1 sends all, the paper's rule",
      [](Experiment & e) -> auto& { return e.training.gradient_thinning; });
}

void ExperimentOptions::add_training(Options& options) {
  options.group("Training");
  add(
      options, "--batch", "batch", "N", "samples per optimiser step",
      [](Experiment & e) -> auto& { return e.training.batch; });
  add(
      options, "--threads", "shards", "N",
      "processor cores to use; another number changes the last bits of a run",
      [](Experiment & e) -> auto& { return e.training.shards; });
  add(
      options, "--seed", "seed", "N",
      "of the initial weights, the order of samples and the augmentation",
      [](Experiment & e) -> auto& { return e.training.seed; });
  add(
      options, "--lr", "learning_rate", "X", "learning rate of the weights (Adam)",
      [](Experiment & e) -> auto& { return e.training.adam.learning_rate; });
  add(
      options, "--lr-threshold", "threshold_learning_rate", "X", "learning rate of the thresholds",
      [](Experiment & e) -> auto& { return e.training.adam.threshold_learning_rate; });
  add(
      options, "--lr-retention", "retention_learning_rate", "X",
      "learning rate of trainable retentions",
      [](Experiment & e) -> auto& { return e.training.adam.retention_learning_rate; });
  add(
      options, "--lr-delay", "delay_learning_rate", "X", "learning rate of delays",
      [](Experiment & e) -> auto& { return e.training.adam.delay_learning_rate; });
  add(
      options, "--lr-decay", "learning_rate_decay", "X",
      "exponential decay: all learning rates are multiplied by this after every epoch",
      [](Experiment & e) -> auto& { return e.training.adam.learning_rate_decay; });
  add(
      options, "--adam-beta1", "beta1", "X", "decay of the mean gradient",
      [](Experiment & e) -> auto& { return e.training.adam.beta1; });
  add(
      options, "--adam-beta2", "beta2", "X", "decay of the mean squared gradient",
      [](Experiment & e) -> auto& { return e.training.adam.beta2; });
  add(
      options, "--adam-epsilon", "epsilon", "X", "added to the root of the latter",
      [](Experiment & e) -> auto& { return e.training.adam.epsilon; });
}

void ExperimentOptions::add_loss(Options& options) {
  options.group("Loss");
  add(
      options, "--loss", "loss.kind", "KIND",
      "rate-mse (squared error of the output spike rates, the paper's) or cross-entropy (of the "
      "output spike counts)",
      [](Experiment & e) -> auto& { return e.training.loss.kind; });
  add(
      options, "--true-rate", "true_rate", "X",
      "rate-mse: wanted spikes per time bin of the sample's class",
      [](Experiment & e) -> auto& { return e.training.loss.true_rate; });
  add(
      options, "--false-rate", "false_rate", "X",
      "rate-mse: wanted spikes per time bin of the other classes",
      [](Experiment & e) -> auto& { return e.training.loss.false_rate; });
  add(
      options, "--logit-scale", "logit_scale", "X", "cross-entropy: logits per spike",
      [](Experiment & e) -> auto& { return e.training.loss.logit_scale; });
  add(
      options, "--rate-strength", "firing_rate.strength", "X",
      "weight of a term that pulls neurons that fire too rarely or too often; 0 is off",
      [](Experiment & e) -> auto& { return e.training.firing_rate.strength; });
  add(
      options, "--rate-minimum", "minimum_rate", "X",
      "spikes per time bin below which that term pulls up",
      [](Experiment & e) -> auto& { return e.training.firing_rate.minimum_rate; });
  add(
      options, "--rate-maximum", "maximum_rate", "X",
      "spikes per time bin above which that term pulls down",
      [](Experiment & e) -> auto& { return e.training.firing_rate.maximum_rate; });
}

void ExperimentOptions::add_augmentation(Options& options) {
  options.group("Augmentation of training samples, new in every epoch");
  add(
      options, "--shift", "shift", "PIXELS", "x and y each move by up to this many pixels",
      [](Experiment & e) -> auto& { return e.training.augmentation.shift; });
  add(
      options, "--jitter-us", "time_jitter_us", "US",
      "standard deviation of each event's time in microseconds",
      [](Experiment & e) -> auto& { return e.training.augmentation.time_jitter_us; });
  add(
      options, "--drop", "drop", "X", "probability with which an event is left out",
      [](Experiment & e) -> auto& { return e.training.augmentation.drop; });
  add(
      options, "--flip", "flip", "X",
      "probability with which left and right change places, and swapped classes with them",
      [](Experiment & e) -> auto& { return e.training.augmentation.flip; });
  add(
      options, "--rotation", "rotation", "DEGREES", "turn about the centre by up to this angle",
      [](Experiment & e) -> auto& { return e.training.augmentation.rotation; });
  add(
      options, "--time-scale", "time_scale", "X",
      "stretch or shorten times by up to this share: 0.2 multiplies them by 0.8 to 1.2",
      [](Experiment & e) -> auto& { return e.training.augmentation.time_scale; });
  add(
      options, "--swapped-classes", "swapped_classes", "N,N,...",
      "pairs of classes that --flip swaps, if not those of the gestures: right and left hand "
      "wave, and arms",
      [](Experiment & e) -> auto& { return e.training.augmentation.swapped_classes; });
}

const ExperimentOptions::Setting* ExperimentOptions::given(const std::string& name) const {
  const auto found = std::find_if(settings_.begin(), settings_.end(), [&](const Setting& setting) {
    return setting.name == name && setting.given;
  });
  return found == settings_.end() ? nullptr : &*found;
}

std::optional<std::string> ExperimentOptions::first_given() const {
  if (!preset_.empty()) return "--preset";
  const auto found = std::find_if(settings_.begin(), settings_.end(),
                                  [](const Setting& setting) { return setting.given.has_value(); });
  return found == settings_.end() ? std::nullopt : std::optional(found->name);
}

Experiment ExperimentOptions::experiment(const SensorShape& sensor) const {
  Experiment experiment = preset_.empty() ? Experiment(sensor) : preset(preset_, sensor);
  for (const Setting& setting : settings_) {
    if (setting.given) setting.set(experiment, *setting.given);
  }
  std::vector<float>& thresholds = experiment.thresholds;
  const std::size_t hidden = experiment.hidden.size();
  require_one_for_each("--threshold", thresholds, hidden + 1, "layer, the output layer's last");
  require_one_for_each("--dropout", experiment.dropouts, hidden, "hidden layer");
  shorten(thresholds);
  shorten(experiment.dropouts);
  const float lowest = *std::min_element(thresholds.begin(), thresholds.end());
  if (given("--minimum-threshold") == nullptr && lowest > 0.0F) {
    experiment.layer.minimum_threshold = std::min(experiment.layer.minimum_threshold, lowest);
  }
  require_valid(experiment, sensor);
  return experiment;
}

Experiment ExperimentOptions::experiment(const Dataset& train) const {
  Experiment result = experiment(train.shape);
  Augmentation& augmentation = result.training.augmentation;
  if (augmentation.flip > 0.0F && given("--swapped-classes") == nullptr) {
    augmentation.swapped_classes = train.swapped_classes;
  }
  return result;
}

void ExperimentOptions::require_valid(const Experiment& experiment,
                                      const SensorShape& sensor) const {
  try {
    // Inputs and outputs come from the data and are valid; the smallest will do where there are no
    // maps.
    const auto convolves = [](const HiddenLayer& one) { return one.convolution.channels > 0; };
    const bool has_maps =
        std::any_of(experiment.hidden.begin(), experiment.hidden.end(), convolves);
    validate(experiment.network(has_maps ? sensor : SensorShape{1, 1, 1}, 1));
    validate(experiment.training);
  } catch (const Error& error) {
    const std::string message = error.what();
    const std::string field = subject(message);
    for (const Setting& setting : settings_) {
      if (!is_about(field, setting.field)) continue;
      throw UsageError(setting.name + message.substr(field.size()));
    }
    // Only sizes are left: too many layers or weights.
    throw UsageError("--hidden is " + format(experiment.hidden) + ": " + message);
  }
}

void ExperimentOptions::require_same(const Experiment& resumed, const Dataset& train) const {
  const Experiment wanted = experiment(train);
  for (const Setting& setting : settings_) {
    if (!setting.given && preset_.empty()) continue;
    const std::string now = setting.text(wanted);
    const std::string then = setting.text(resumed);
    if (now == then) continue;
    refuse_to_change(setting.name, now, then);
  }
}

}  // namespace rouse::command
