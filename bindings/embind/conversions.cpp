#include "conversions.hpp"

namespace rouse::bindings {

val written_to(val room, const std::vector<std::uint8_t>& bytes) {
  if (room["length"].as<std::size_t>() != bytes.size()) return array_of(bytes);
  room.call<void>("set", val(emscripten::typed_memory_view(bytes.size(), bytes.data())));
  return room;
}

val strings_of(const std::vector<std::string>& values) {
  val array = val::array();
  for (const std::string& value : values) array.call<void>("push", value);
  return array;
}

val raster_of(const SpikeRaster& raster) {
  val object = val::object();
  object.set("neurons", raster.channels);
  object.set("offsets", array_of(raster.offsets));
  object.set("columns", array_of(raster.columns));
  return object;
}

val shape_of(const SensorShape& shape) {
  val object = val::object();
  object.set("width", shape.width);
  object.set("height", shape.height);
  object.set("polarities", shape.polarities);
  return object;
}

val report_of(const StepReport& report) {
  val object = val::object();
  object.set("phase", std::string(report.phase == StepReport::Phase::train ? "train" : "test"));
  object.set("epoch", report.epoch);
  object.set("batch", report.batch);
  object.set("batches", report.batches);
  object.set("samples", report.samples);
  object.set("correct", report.correct);
  object.set("loss", report.loss);
  object.set("epoch_finished", report.epoch_finished);
  return object;
}

void throw_to_javascript(const char* code, const std::string& message) {
  val error = val::global("Error").new_(message);
  error.set("code", std::string(code));
  error.throw_();
}

}  // namespace rouse::bindings
