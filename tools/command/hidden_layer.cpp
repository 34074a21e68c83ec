#include "hidden_layer.hpp"

#include <cctype>

#include "values.hpp"

namespace rouse::command {
namespace {

std::uint32_t usual_padding(const ConvolutionSpec& convolution) { return convolution.kernel / 2; }

}  // namespace

std::string HiddenLayer::text() const {
  if (convolution.channels == 0) return format(neurons);
  std::string all = format(convolution.channels) + "c" + format(convolution.kernel);
  const auto add = [&](const char* letter, std::uint32_t value, std::uint32_t usual) {
    if (value != usual) all += letter + format(value);
  };
  add("s", convolution.stride, 1);
  add("z", convolution.padding, usual_padding(convolution));
  add("g", convolution.groups, 1);
  add("p", pooling, 1);
  return all;
}

HiddenLayer HiddenLayer::parse(const std::string& option, const std::string& text) {
  HiddenLayer layer;
  const std::size_t c = text.find('c');
  if (c == std::string::npos) {
    layer.neurons = parse_number<std::size_t>(option, text);
    return layer;
  }
  const auto fail = [&] {
    refuse(option, text,
           "a number of neurons, or a convolution as 16c5s2p2: channels, c and the kernel's width, "
           "then if need be s stride, z padding, g groups, p pooling of what it sends");
  };
  std::size_t at = 0;
  const auto number = [&] {
    std::size_t end = at;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end == at) fail();
    const auto value = parse_number<std::uint32_t>(option, text.substr(at, end - at));
    at = end;
    return value;
  };
  ConvolutionSpec& convolution = layer.convolution;
  convolution.channels = number();
  if (at != c || convolution.channels == 0) fail();
  ++at;
  convolution.kernel = number();
  convolution.padding = usual_padding(convolution);
  while (at < text.size()) {
    const char letter = text[at++];
    const std::uint32_t value = number();
    switch (letter) {
      case 's':
        convolution.stride = value;
        break;
      case 'z':
        convolution.padding = value;
        break;
      case 'g':
        convolution.groups = value;
        break;
      case 'p':
        layer.pooling = value;
        break;
      default:
        fail();
    }
  }
  return layer;
}

std::vector<HiddenLayer> hidden_layers(const NetworkSpec& spec) {
  std::vector<HiddenLayer> hidden;
  for (std::size_t l = 0; l + 1 < spec.layers.size(); ++l) {
    const LayerSpec& layer = spec.layers[l];
    hidden.push_back(
        {layer.convolves() ? 0 : layer.neurons, layer.convolution, spec.layers[l + 1].pooling});
  }
  return hidden;
}

std::string notation_of(const NetworkSpec& spec) {
  bool has_maps = false;
  std::string text;
  for (const HiddenLayer& layer : hidden_layers(spec)) {
    has_maps = has_maps || layer.convolution.channels > 0;
    text.append("-").append(format(layer));
  }
  const SensorShape& sensor = spec.sensor;
  std::string all = format(spec.inputs);
  if (has_maps) {
    all = format(sensor.width) + "x" + format(sensor.height) + "x" + format(sensor.polarities);
  }
  return all.append(text).append("-").append(format(spec.outputs()));
}

}  // namespace rouse::command
