#include "session.hpp"

#include <utility>

#include "cells.hpp"
#include "rouse/inspection.hpp"
#include "rouse/model_file.hpp"

namespace rouse::bindings {

Session Session::create(const std::string& spec, const std::string& options,
                        const SharedDataset& train, const SharedDataset& test) {
  return Session(Trainer(network_spec_from_json(spec), training_options_from_json(options),
                         train.get(), test.get()),
                 train, test);
}

Session Session::resume(val checkpoint, const SharedDataset& train, const SharedDataset& test) {
  const std::vector<std::uint8_t> bytes = vector_of<std::uint8_t>(checkpoint);
  train.film_all();
  test.film_all();
  return Session(Trainer::resume(bytes, train.get(), test.get()), train, test);
}

std::string Session::last_epoch() const {
  const auto& report = trainer_.last_epoch();
  return report ? to_json(*report) : std::string();
}

void Session::require_layer(std::uint32_t layer) const {
  const std::size_t layers = trainer_.network().spec().layers.size();
  if (layer < layers) return;
  throw Error(ErrorCode::invalid_value, "layer " + std::to_string(layer) + " is not one of the " +
                                            std::to_string(layers) + " layers; count them from 0");
}

val Session::thresholds(std::uint32_t layer) const {
  require_layer(layer);
  return array_of(trainer_.network().thresholds_of(layer));
}

val Session::trace(val times, val channels, std::int32_t label, std::uint32_t layer,
                   std::uint32_t neuron) {
  require_layer(layer);
  const Network& network = trainer_.network();
  const std::size_t neurons = network.spec().layers[layer].neurons;
  if (neuron >= neurons) {
    throw Error(ErrorCode::invalid_value, "neuron " + std::to_string(neuron) +
                                              " is not one of the layer's " +
                                              std::to_string(neurons) + "; count them from 0");
  }
  const EventStream events = make_event_stream(shape_, vector_of<std::uint32_t>(times),
                                               vector_of<std::uint32_t>(channels));
  binner_.bin(events, shape_.channels(), trainer_.options().bins, raster_);
  network.forward(raster_, activity_);
  const bool known = label >= 0 && static_cast<std::size_t>(label) < network.spec().outputs();

  val object = val::object();
  object.set("input", raster_of(raster_));
  val layers = val::array();
  val peaks = val::array();
  val epoch_spikes = val::array();
  for (const LayerActivity& one : activity_.layers) {
    layers.call<void>("push", raster_of(one.spikes));
    peaks.call<void>("push", array_of(peak_potentials(one.potentials, one.spikes.channels)));
  }
  if (const auto& report = trainer_.last_epoch()) {
    for (const LayerMetrics& one : report->layers) {
      if (!one.spikes.empty()) epoch_spikes.call<void>("push", array_of(one.spikes));
    }
  }
  object.set("layers", layers);
  object.set("peaks", peaks);
  object.set("epochSpikes", epoch_spikes);
  object.set("predicted", predicted_class(activity_));
  object.set("scores", array_of(activity_.scores));
  object.set("label", label);
  object.set("loss", known ? loss_and_gradient(trainer_.options().loss,
                                               static_cast<std::uint32_t>(label), 1.0F, activity_)
                           : 0.0F);
  object.set("layer", layer);
  object.set("neuron", neuron);
  const std::vector<float>& potentials = activity_.layers[layer].potentials;
  std::vector<float> potential(raster_.steps());
  for (std::size_t t = 0; t < potential.size(); ++t)
    potential[t] = potentials[t * neurons + neuron];
  object.set("potential", array_of(potential));
  object.set("threshold", network.thresholds_of(layer)[neuron]);
  set_filters(object, network, layer);
  return object;
}

val Session::inspect(val times, val channels, std::int32_t label, std::uint32_t layer,
                     std::uint32_t neuron) {
  val object = trace(times, channels, label, layer, neuron);
  const Network& network = trainer_.network();
  std::optional<std::uint32_t> known;
  if (label >= 0 && static_cast<std::size_t>(label) < network.spec().outputs()) {
    known = static_cast<std::uint32_t>(label);
  }
  const Inspection seen =
      rouse::inspect(network, raster_, known, trainer_.options(), layer, neuron, activity_);
  object.set("weights", array_of(seen.weights));
  object.set("drive", array_of(seen.drive));
  object.set("current", array_of(seen.current));
  object.set("kept", array_of(seen.kept));
  object.set("surrogate", array_of(seen.surrogate));
  object.set("potentialGradient", array_of(seen.potential_gradient));
  object.set("thresholdGradient", seen.threshold_gradient);
  object.set("currentRetention", seen.current_retention);
  object.set("membraneRetention", seen.membrane_retention);
  set_cells(object, seen);
  return object;
}

val Session::save_model() const {
  return array_of(rouse::save_model(trainer_.network(), trainer_.options()));
}

}  // namespace rouse::bindings
