#include "trace.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "failure.hpp"
#include "files.hpp"
#include "model_options.hpp"
#include "npz.hpp"
#include "rouse/training.hpp"
#include "standard_output.hpp"

namespace rouse::command {
namespace {

constexpr const char* name = "rouse trace";

constexpr const char* description =
    "Run one sample through a trained network and write every spike, potential and gradient as "
    "NumPy arrays.";

constexpr const char* examples = R"help(Example:
  rouse trace --model model.safetensors --data nmnist --sample 3 --out trace.npz
  python3 -c "import numpy; print(dict(numpy.load('trace.npz')))"

Arrays, with T time bins, C input channels and, in layer l, n neurons:
  times_us, channels                    the events: microseconds, channel
                                        (polarity * height + y) * width + x
  sensor                                width, height, polarities
  input                                 (T, C) spikes after binning
  label, predicted, loss, bin_us        numbers
  layers.l.spikes                       (T, n)
  layers.l.potentials                   (T, n) v before the reset
  layers.l.surrogates                   (T, n) what stands for ds/dv
  layers.l.spike_gradients              (T, n) dL/ds
  layers.l.potential_gradients          (T, n) dL/ds ds/dv
  layers.l.current_gradients            (T, n) dL/di
  layers.l.weight                       (inputs, n), or of a convolution
                                        (channels below / groups, kernel,
                                        kernel, channels), whose neurons are
                                        (row, column, channel)
  layers.l.threshold                    (n), (channels), or (1) for all
  layers.l.weight_gradients             as weight
  layers.l.threshold_gradients          as threshold)help";

constexpr std::uint32_t no_sample = std::numeric_limits<std::uint32_t>::max();

struct TraceOptions {
  ModelOptions model;
  std::uint32_t sample = no_sample;
  std::string out;
};

/// Rows of zeros and ones (or counts) instead of lists of channels.
template <typename T>
std::vector<T> dense(const SpikeRaster& raster) {
  std::vector<T> rows(raster.steps() * raster.channels, T{0});
  for (std::size_t t = 0; t < raster.steps(); ++t) {
    for (std::size_t i = raster.offsets[t]; i < raster.offsets[t + 1]; ++i) {
      const float count = raster.counts.empty() ? 1.0F : raster.counts[i];
      rows[t * raster.channels + raster.columns[i]] = static_cast<T>(count);
    }
  }
  return rows;
}

template <typename T>
void add_number(NpzWriter& npz, const char* array, T value) {
  npz.add(array, std::span<const T>(&value, 1), {});
}

void add_sample(NpzWriter& npz, const Sample& sample, const SensorShape& shape,
                const Trace& trace) {
  npz.add("times_us", sample.events.times, {sample.events.size()});
  npz.add("channels", sample.events.channels, {sample.events.size()});
  const std::vector<std::uint32_t> sensor{shape.width, shape.height, shape.polarities};
  npz.add("sensor", sensor, {sensor.size()});
  const NpzWriter::Shape extents{trace.input.steps(), trace.input.channels};
  if (trace.input.counts.empty()) {
    npz.add("input", dense<std::uint8_t>(trace.input), extents);
  } else {
    npz.add("input", dense<float>(trace.input), extents);
  }
  add_number(npz, "label", sample.label);
  add_number(npz, "predicted", trace.predicted);
  add_number(npz, "loss", trace.loss);
}

NpzWriter::Shape shape_of_weights(const NetworkSpec& spec, std::size_t l) {
  const ConvolutionSpec& convolution = spec.layers[l].convolution;
  if (convolution.channels == 0) return {spec.inputs_of(l), spec.layers[l].neurons};
  return {spec.maps_into(l).channels / convolution.groups, convolution.kernel, convolution.kernel,
          convolution.channels};
}

void add_layer(NpzWriter& npz, std::size_t l, const Network& network, const Trace& trace) {
  const std::string prefix = "layers." + std::to_string(l) + ".";
  const LayerActivity& activity = trace.activity.layers[l];
  const std::size_t neurons = activity.spikes.channels;
  const NpzWriter::Shape over_time{activity.spikes.steps(), neurons};
  const NpzWriter::Shape weights = shape_of_weights(network.spec(), l);
  const LayerParameters& parameters = network.parameters()[l];
  const LayerParameters& gradients = trace.gradients[l];
  const NpzWriter::Shape thresholds{parameters.thresholds.size()};
  npz.add(prefix + "spikes", dense<std::uint8_t>(activity.spikes), over_time);
  npz.add(prefix + "potentials", activity.potentials, over_time);
  npz.add(prefix + "surrogates", trace.surrogates[l], over_time);
  npz.add(prefix + "spike_gradients", activity.spike_gradients, over_time);
  npz.add(prefix + "potential_gradients", activity.potential_gradients, over_time);
  npz.add(prefix + "current_gradients", activity.current_gradients, over_time);
  npz.add(prefix + "weight", parameters.weights, weights);
  npz.add(prefix + "threshold", parameters.thresholds, thresholds);
  npz.add(prefix + "weight_gradients", gradients.weights, weights);
  npz.add(prefix + "threshold_gradients", gradients.thresholds, thresholds);
}

int trace(const TraceOptions& options) {
  if (options.out.empty()) throw UsageError("--out is missing; name the .npz file to write");
  if (options.sample == no_sample) {
    throw UsageError("--sample is missing; give the sample's number, from 0");
  }
  require_writable("--out", options.out);
  const Model model = load_model(options.model);
  const Dataset data = load_data(options.model, model.network.spec());
  warn(name, data);
  if (options.sample >= data.size()) {
    throw UsageError("--sample is " + std::to_string(options.sample) + ", but there are " +
                     std::to_string(data.size()) + " samples; count them from 0");
  }
  const Sample& sample = data.samples[options.sample];
  const TrainingOptions& training = model.training;
  const Trace traced =
      rouse::trace(model.network, sample, data.shape, training.bins, training.loss);

  NpzWriter npz;
  add_sample(npz, sample, data.shape, traced);
  add_number(npz, "bin_us", training.bins.bin_us);
  for (std::size_t l = 0; l < traced.surrogates.size(); ++l) {
    add_layer(npz, l, model.network, traced);
  }
  write_file(options.out, npz.finish());
  print_line(sample.name + ": class " + std::to_string(sample.label) + ", predicted " +
             std::to_string(traced.predicted) + ", loss " + format(traced.loss) + "; wrote " +
             options.out);
  return success;
}

}  // namespace

Command add_trace(CLI::App& root) {
  const auto options = std::make_shared<TraceOptions>();
  CLI::App* app = add_command(root, "trace", description, examples);
  Options table(*app);
  add_model_options(table, options->model);
  table.group("Output");
  table.add("--sample", "K", "number of the sample in its part, from 0; required", "",
            [options = options.get()](const std::string& value) {
              options->sample = parse<std::uint32_t>("--sample", value);
            });
  table.add("--out", "FILE", "the .npz file to write; required", options->out);
  return {app, [options] { return trace(*options); }};
}

}  // namespace rouse::command
