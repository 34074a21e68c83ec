#include "network/spec_json.hpp"

namespace rouse::json {

template <typename Fields>
void describe(Fields& fields, PartOf<SurrogateSpec> auto& surrogate) {
  fields.field("kind", surrogate.kind);
  fields.field("scale", surrogate.scale);
  fields.field("width", surrogate.width);
  fields.field("floor", surrogate.floor);
}

template <typename Fields>
void describe(Fields& fields, PartOf<AdaptationSpec> auto& adaptation) {
  fields.field("kind", adaptation.kind);
  fields.field("retention", adaptation.retention);
  fields.field("strength", adaptation.strength);
  fields.field("coupling", adaptation.coupling);
}

template <typename Fields>
void describe(Fields& fields, PartOf<ConvolutionSpec> auto& convolution) {
  fields.field("channels", convolution.channels);
  fields.field("kernel", convolution.kernel);
  fields.field("stride", convolution.stride);
  fields.field("padding", convolution.padding);
  fields.field("groups", convolution.groups);
}

template <typename Fields>
void describe(Fields& fields, PartOf<SensorShape> auto& sensor) {
  fields.field("width", sensor.width);
  fields.field("height", sensor.height);
  fields.field("polarities", sensor.polarities);
}

template <typename Fields>
void describe(Fields& fields, PartOf<LayerSpec> auto& layer) {
  fields.field("neurons", layer.neurons);
  fields.field("current_retention", layer.current_retention);
  fields.field("membrane_retention", layer.membrane_retention);
  fields.field("thresholds", layer.thresholds);
  fields.field("initial_threshold", layer.initial_threshold);
  fields.field("minimum_threshold", layer.minimum_threshold);
  fields.field("reset", layer.reset);
  fields.field("reset_gradient", layer.reset_gradient);
  fields.nested("surrogate", layer.surrogate);
  fields.field("weight_step", layer.weight_step);
  fields.optional("recurrence", layer.recurrence);
  fields.optional("adaptation", layer.adaptation);
  fields.optional("retentions", layer.retentions);
  fields.optional("maximum_delay", layer.maximum_delay);
  fields.optional("dropout", layer.dropout);
  fields.optional("pooling", layer.pooling, 1U);
  fields.optional("convolution", layer.convolution);
}

template <typename Fields>
void describe(Fields& fields, PartOf<NetworkSpec> auto& network) {
  fields.field("inputs", network.inputs);
  fields.list("layers", network.layers);
  fields.optional("readout", network.readout);
  fields.optional("sensor", network.sensor);
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const NetworkSpec& spec) { return json::Writer::object_of(spec).text(); }

NetworkSpec network_spec_from_json(std::string_view text) {
  const json::Value json = json::Value::parse(text, "the network");
  auto spec = json::Reader::part_of<NetworkSpec>(json, "network");
  count_neurons(spec);
  validate(spec);
  return spec;
}

}  // namespace rouse
