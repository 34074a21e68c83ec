#include "rouse/model_file.hpp"

#include "network/parameter_table.hpp"
#include "network/spec_json.hpp"
#include "training/options_json.hpp"
#include "training/parameter_tensors.hpp"

namespace rouse {

void write_parameters(const NetworkSpec& spec, const Parameters& parameters,
                      const std::string& prefix, TensorWriter& writer) {
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const std::string name = prefix + "layers." + std::to_string(l);
    for (const ParameterTensor& tensor : parameter_tensors) {
      const std::vector<float>& values = parameters[l].*tensor.values;
      if (values.empty()) continue;
      writer.tensor(name + "." + tensor.name, values, shape_of(spec, l, tensor));
    }
  }
}

Parameters read_parameters(const NetworkSpec& spec, const std::string& prefix,
                           const TensorReader& reader) {
  Parameters parameters(spec.layers.size());
  for (std::size_t l = 0; l < parameters.size(); ++l) {
    const std::string name = prefix + "layers." + std::to_string(l);
    for (const ParameterTensor& tensor : parameter_tensors) {
      const std::vector<std::size_t> shape = shape_of(spec, l, tensor);
      if (size_of(shape) == 0) continue;
      reader.tensor(name + "." + tensor.name, shape, parameters[l].*tensor.values);
    }
  }
  return parameters;
}

std::vector<std::uint8_t> save_model(const Network& network, const TrainingOptions& training) {
  TensorWriter writer;
  writer.metadata("format", "rouse-model-1");
  writer.metadata("network", to_json(network.spec()));
  writer.metadata("training", to_json(training));
  write_parameters(network.spec(), network.parameters(), "", writer);
  return writer.finish();
}

Model load_model(std::span<const std::uint8_t> bytes) {
  const TensorReader reader(bytes, "the model file");
  NetworkSpec spec = network_spec_from_json(reader.metadata("network"));
  TrainingOptions training = training_options_from_json(reader.metadata("training"));
  Parameters parameters = read_parameters(spec, "", reader);
  return {Network(std::move(spec), std::move(parameters)), training};
}

}  // namespace rouse
