// The lessons' module: a single neuron, without datasets and training. src/neuron_server.ts has the
// types.
#include <emscripten/bind.h>

#include <cstdint>
#include <string>
#include <vector>

#include "conversions.hpp"
#include "rouse/inspection.hpp"

namespace rouse::bindings {
namespace {

/// Runs one neuron: `spec_text` is a NetworkSpec's JSON with one layer of one neuron, `weights` a
/// Float32Array with one per input, `bins` and `inputs` Uint32Arrays that say when and on which
/// input each pulse comes. The loss is that of the rate `target`. See NeuronRun in types.ts.
/// Throws invalid_value, shape_mismatch.
val run_neuron(const std::string& spec_text, val weights, val bins, val inputs, std::uint32_t steps,
               float target) {
  const NetworkSpec spec = network_spec_from_json(spec_text);
  if (spec.layers.size() != 1 || spec.outputs() != 1) {
    throw Error(ErrorCode::invalid_value,
                "the network is " + sizes_of(spec) + "; give it one layer of one neuron");
  }
  const Network network(spec,
                        {{vector_of<float>(weights), {spec.layers.front().initial_threshold}}});
  TrainingOptions options;
  options.bins = {steps, 1};
  options.loss.true_rate = target;
  validate(options);
  const SensorShape shape{static_cast<std::uint32_t>(spec.inputs), 1, 1};
  const EventStream pulses =
      make_event_stream(shape, vector_of<std::uint32_t>(bins), vector_of<std::uint32_t>(inputs));
  const SpikeRaster raster = make_spike_raster(pulses, spec.inputs, options.bins);
  Activity activity;
  network.forward(raster, activity);
  const Inspection seen = inspect(network, raster, 0, options, 0, 0, activity);

  std::vector<std::uint32_t> spikes;
  for (std::uint32_t t = 0; t < steps; ++t) {
    if (!activity.output().bin(t).empty()) spikes.push_back(t);
  }
  std::vector<float> weight_gradients(spec.inputs);
  for (std::size_t t = 0; t < raster.steps(); ++t) {
    for (const std::uint32_t input : raster.bin(t)) {
      weight_gradients[input] += activity.layers.front().current_gradients[t];
    }
  }
  val object = val::object();
  object.set("drive", array_of(seen.drive));
  object.set("current", array_of(seen.current));
  object.set("potential", array_of(seen.potential));
  object.set("kept", array_of(seen.kept));
  object.set("surrogate", array_of(seen.surrogate));
  object.set("spikes", array_of(spikes));
  object.set("weightGradients", array_of(weight_gradients));
  object.set("thresholdGradient", seen.threshold_gradient);
  return object;
}

}  // namespace
}  // namespace rouse::bindings

EMSCRIPTEN_BINDINGS(rouse_neuron) {
  using namespace rouse::bindings;
  emscripten::function("runNeuron", &Guarded<&run_neuron>::call);
}
