#include "network/spec_json.hpp"

namespace rouse::json {
namespace {

Json layer_json(const LayerSpec& layer) {
  return {
      {"neurons", layer.neurons},
      {"current_retention", number(layer.current_retention)},
      {"membrane_retention", number(layer.membrane_retention)},
      {"thresholds", name_of_value(layer.thresholds)},
      {"initial_threshold", number(layer.initial_threshold)},
      {"minimum_threshold", number(layer.minimum_threshold)},
      {"reset", name_of_value(layer.reset)},
      {"reset_gradient", name_of_value(layer.reset_gradient)},
      {"surrogate",
       {{"kind", name_of_value(layer.surrogate.kind)},
        {"scale", number(layer.surrogate.scale)},
        {"width", number(layer.surrogate.width)},
        {"floor", number(layer.surrogate.floor)}}},
      {"weight_step", number(layer.weight_step)},
  };
}

SurrogateSpec surrogate_of(const Json& json, const std::string& where) {
  SurrogateSpec surrogate;
  Reader reader(json, where);
  reader.field("kind", surrogate.kind);
  reader.field("scale", surrogate.scale);
  reader.field("width", surrogate.width);
  reader.field("floor", surrogate.floor);
  reader.close("kind, scale, width, floor");
  return surrogate;
}

LayerSpec layer_of(const Json& json, const std::string& where) {
  LayerSpec layer;
  Reader reader(json, where);
  reader.field("neurons", layer.neurons);
  reader.field("current_retention", layer.current_retention);
  reader.field("membrane_retention", layer.membrane_retention);
  reader.field("thresholds", layer.thresholds);
  reader.field("initial_threshold", layer.initial_threshold);
  reader.field("minimum_threshold", layer.minimum_threshold);
  reader.field("reset", layer.reset);
  reader.field("reset_gradient", layer.reset_gradient);
  reader.nested("surrogate", [&](const Json& field, const std::string& path) {
    layer.surrogate = surrogate_of(field, path);
  });
  reader.field("weight_step", layer.weight_step);
  reader.close(
      "neurons, current_retention, membrane_retention, thresholds, initial_threshold, "
      "minimum_threshold, reset, reset_gradient, surrogate, weight_step");
  return layer;
}

}  // namespace

Json network_json(const NetworkSpec& spec) {
  Json json = {{"inputs", spec.inputs}, {"layers", Json::array()}};
  for (const LayerSpec& layer : spec.layers) json["layers"].push_back(layer_json(layer));
  return json;
}

NetworkSpec network_of(const Json& json, const std::string& where) {
  NetworkSpec spec;
  Reader reader(json, where);
  reader.field("inputs", spec.inputs);
  reader.nested("layers", [&](const Json& layers, const std::string& path) {
    if (!layers.is_array()) throw Error(ErrorCode::invalid_value, path + " must be an array");
    for (std::size_t l = 0; l < layers.size(); ++l) {
      spec.layers.push_back(layer_of(layers[l], path + "[" + std::to_string(l) + "]"));
    }
  });
  reader.close("inputs, layers");
  validate(spec);
  return spec;
}

}  // namespace rouse::json

namespace rouse {

std::string to_json(const NetworkSpec& spec) { return json::network_json(spec).dump(); }

NetworkSpec network_spec_from_json(std::string_view text) {
  return json::network_of(json::parse(text, "the network"), "network");
}

}  // namespace rouse
