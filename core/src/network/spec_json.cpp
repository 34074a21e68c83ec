#include "network/spec_json.hpp"

#include "cells/spec_fields.hpp"

namespace rouse::json {

template <typename Fields>
void describe(Fields& fields, PartOf<SurrogateSpec> auto& surrogate) {
  fields.field("kind", surrogate.kind);
  fields.field("scale", surrogate.scale);
  fields.field("width", surrogate.width);
  fields.field("floor", surrogate.floor);
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
  cells::describe(fields, layer);
}

template <typename Fields>
void describe(Fields& fields, PartOf<NetworkSpec> auto& network) {
  fields.field("inputs", network.inputs);
  fields.list("layers", network.layers);
  fields.optional("readout", network.readout);
  cells::describe(fields, network);
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
