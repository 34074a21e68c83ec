#include "cells/spec_fields.hpp"

#include "network/spec_json.hpp"

namespace rouse::json {

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

}  // namespace rouse::json

namespace rouse::cells {
namespace {

template <typename Fields, typename Layer>
void describe_layer(Fields& fields, Layer& layer) {
  fields.optional("recurrence", layer.recurrence);
  fields.optional("adaptation", layer.adaptation);
  fields.optional("retentions", layer.retentions);
  fields.optional("maximum_delay", layer.maximum_delay);
  fields.optional("dropout", layer.dropout);
  fields.optional("pooling", layer.pooling, 1U);
  fields.optional("convolution", layer.convolution);
}

}  // namespace

void describe(json::Writer& fields, const LayerSpec& layer) { describe_layer(fields, layer); }
void describe(json::Reader& fields, LayerSpec& layer) { describe_layer(fields, layer); }
void describe(json::Writer& fields, const NetworkSpec& network) {
  fields.optional("sensor", network.sensor);
}
void describe(json::Reader& fields, NetworkSpec& network) {
  fields.optional("sensor", network.sensor);
}

}  // namespace rouse::cells
