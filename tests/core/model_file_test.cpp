#include "rouse/model_file.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <nlohmann/json.hpp>

#include "support.hpp"
#include "training/safetensors.hpp"

namespace rouse {
namespace {

using Bytes = std::vector<std::uint8_t>;

Network some_network(std::uint64_t seed = 1) {
  Random random(seed);
  NetworkSpec spec;
  spec.inputs = 9;
  for (const std::size_t neurons : {7U, 5U, 3U}) {
    spec.layers.push_back(random_layer(random, neurons));
  }
  return {spec, lively_parameters(spec, random)};
}

TrainingOptions some_options() {
  TrainingOptions options;
  options.bins = {60, 5000, Occupancy::counts};
  options.loss.kind = LossKind::cross_entropy;
  return options;
}

TEST(ModelFile, GivesBackEveryBitOfCells) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    NetworkSpec spec = some_network(seed).spec();
    for (LayerSpec& layer : spec.layers) layer = random_cell_layer(random, layer.neurons);
    spec.readout = static_cast<Readout>(seed % 3);
    const Network network(spec, lively_parameters(spec, random));
    const Model model = load_model(save_model(network, some_options()));
    EXPECT_EQ(model.network.spec(), spec);
    EXPECT_EQ(model.network.parameters(), network.parameters());
  }
}

TEST(ModelFile, GivesBackEveryBit) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Network network = some_network(seed);
    const Model model = load_model(save_model(network, some_options()));
    EXPECT_EQ(model.network.spec(), network.spec());
    EXPECT_EQ(model.network.parameters(), network.parameters());
    EXPECT_EQ(model.training, some_options());
  }
}

/// A file in the safetensors layout, read as its specification says and no other way.
struct Layout {
  nlohmann::json header;
  std::size_t data_begin = 0;

  explicit Layout(const Bytes& bytes) {
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;) length = length << 8U | bytes.at(i);
    data_begin = 8 + static_cast<std::size_t>(length);
    header = nlohmann::json::parse(bytes.begin() + 8,
                                   bytes.begin() + static_cast<std::ptrdiff_t>(data_begin));
  }
};

TEST(ModelFile, HasTheLayoutOfSafetensors) {
  const Network network = some_network();
  const Bytes bytes = save_model(network, some_options());
  const Layout layout(bytes);
  EXPECT_EQ(layout.data_begin % 8, 0U);
  EXPECT_EQ(bytes[8], '{');
  std::map<std::size_t, std::size_t> extents;
  std::size_t tensors = 0;
  for (const auto& [name, entry] : layout.header.items()) {
    if (name == "__metadata__") {
      for (const auto& [key, value] : entry.items()) EXPECT_TRUE(value.is_string()) << key;
      continue;
    }
    ++tensors;
    EXPECT_EQ(entry.size(), 3U);
    EXPECT_EQ(entry.at("dtype"), "F32");
    std::size_t count = 1;
    for (const auto& extent : entry.at("shape")) count *= extent.get<std::size_t>();
    const auto begin = entry.at("data_offsets").at(0).get<std::size_t>();
    const auto end = entry.at("data_offsets").at(1).get<std::size_t>();
    EXPECT_EQ(end - begin, 4 * count) << name;
    extents[begin] = end;
  }
  EXPECT_EQ(tensors, 6U);
  std::size_t next = 0;
  for (const auto& [begin, end] : extents) {
    EXPECT_EQ(begin, next);
    next = end;
  }
  EXPECT_EQ(layout.data_begin + next, bytes.size());

  const auto& entry = layout.header.at("layers.1.weight");
  EXPECT_EQ(entry.at("shape"), (std::vector<std::size_t>{7, 5}));
  std::vector<float> weights(35);
  std::memcpy(weights.data(),
              bytes.data() + layout.data_begin + entry.at("data_offsets").at(0).get<std::size_t>(),
              4 * weights.size());
  EXPECT_EQ(weights, network.parameters()[1].weights);
  const auto spec = layout.header.at("__metadata__").at("network").get<std::string>();
  EXPECT_EQ(network_spec_from_json(spec), network.spec());
}

/// A file with this header and so many bytes of data.
Bytes file_of(const std::string& header, std::size_t data) {
  Bytes bytes;
  for (unsigned i = 0; i < 8; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(std::uint64_t{header.size()} >> (8 * i)));
  }
  bytes.insert(bytes.end(), header.begin(), header.end());
  bytes.resize(bytes.size() + data);
  return bytes;
}

std::string message_for(const Bytes& bytes) {
  return error_of([&] { TensorReader(bytes, "the file"); });
}

std::string tensor(const std::string& name, const std::string& shape, const std::string& offsets) {
  std::string text = "\"";
  text += name + R"(":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
  return text;
}

std::string table(const std::string& first, const std::string& second = "") {
  std::string text = "{";
  text += first + (second.empty() ? "" : ",") + second + "}";
  return text;
}

TEST(TensorReader, AcceptsWhatIsWellFormed) {
  EXPECT_EQ(message_for(file_of("{}", 0)), "");
  EXPECT_EQ(message_for(file_of(
                table(tensor("a", "[2]", "[4,12]"), tensor("b", "[1]", "[0,4]")) + "  ", 12)),
            "");
}

TEST(TensorReader, RefusesHeadersOfImpossibleLength) {
  EXPECT_EQ(message_for({1, 2, 3}),
            "bad_format: the file cannot be read: it has 3 bytes, fewer than the header's length "
            "takes");
  Bytes bytes = file_of("{}", 0);
  bytes[0] = 3;
  EXPECT_EQ(message_for(bytes),
            "bad_format: the file cannot be read: its header should have 3 bytes, but the file "
            "ends after 10");
  std::fill(bytes.begin(), bytes.begin() + 8, std::uint8_t{255});
  EXPECT_EQ(message_for(bytes).find("bad_format: the file cannot be read: its header should have "
                                    "18446744073709551615 bytes"),
            0U);
}

TEST(TensorReader, RefusesWhatIsNoTensorTable) {
  for (const char* header :
       {"", "[1]", "7", "\"a\"", "{\"a\":1}", "{\"a\":{}}", "{\"__metadata__\":{\"a\":1}}",
        R"({"a":{"dtype":3,"shape":[],"data_offsets":[0,0]}})",
        R"({"a":{"dtype":"F32","shape":"[]","data_offsets":[0,0]}})",
        R"({"a":{"dtype":"F32","shape":[1e999],"data_offsets":[0,0]}})",
        "{\"a\":{\"dtype\":", "\xff\xfe{}"}) {
    EXPECT_EQ(message_for(file_of(header, 0)).find("bad_format: the file"), 0U) << header;
  }
}

TEST(TensorReader, RefusesOffsetsThatAreWrong) {
  // Negative, fractional, too many, reversed, beyond the end, larger than a size can be.
  for (const char* offsets :
       {"[-4,4]", "[0,-1]", "[0.5,4]", "[0,4,8]", "[0]", "[]", "[8,4]", "[0,16]", "[0,1e300]",
        "[18446744073709551608,4]", "[0,null]", "{}"}) {
    const Bytes bytes = file_of(table(tensor("a", "[2]", offsets)), 8);
    EXPECT_EQ(message_for(bytes).find("bad_format: the file cannot be read: "), 0U) << offsets;
  }
}

TEST(TensorReader, RefusesOverlapsGapsAndRests) {
  const auto two = [](const std::string& first, const std::string& second, std::size_t data) {
    return message_for(file_of(table(tensor("a", "[2]", first), tensor("b", "[2]", second)), data));
  };
  EXPECT_EQ(two("[0,8]", "[8,16]", 16), "");
  EXPECT_EQ(two("[0,8]", "[4,12]", 12),
            "bad_format: the file cannot be read: its tensors overlap or leave gaps at byte 4");
  EXPECT_EQ(two("[0,8]", "[12,20]", 20),
            "bad_format: the file cannot be read: its tensors overlap or leave gaps at byte 12");
  EXPECT_EQ(two("[0,8]", "[8,16]", 20),
            "bad_format: the file cannot be read: it has 20 bytes of data, but its tensors take "
            "16");
}

TEST(TensorReader, ComparesShapesNotTheirProducts) {
  // 2^32 · 2^32 elements are 0 modulo 2^64, and 2^32 + 2 is 2 for 32 bits.
  for (const char* shape : {"[4294967296,4294967296]", "[4294967298]", "[1,2]", "[0]"}) {
    const Bytes bytes = file_of(table(tensor("a", shape, "[0,0]")), 0);
    EXPECT_NE(error_of([&] {
                const TensorReader reader(bytes, "the file");
                std::vector<float> values;
                reader.tensor("a", {2}, values);
              }),
              "")
        << shape;
  }
}

TEST(TensorReader, NamesTensorsThatAreMissingOrOfAnotherType) {
  const Bytes bytes = file_of(table(tensor("a", "[2]", "[0,8]")), 8);
  const TensorReader reader(bytes, "the file");
  std::vector<float> values;
  EXPECT_EQ(error_of([&] { reader.tensor("b", {2}, values); }),
            "bad_format: the file cannot be read: it has no tensor b");
  EXPECT_EQ(error_of([&] { reader.tensor("a", {3}, values); }),
            "shape_mismatch: the file: tensor a has shape (2); the network needs (3)");
  std::vector<double> doubles;
  EXPECT_EQ(error_of([&] { reader.tensor("a", {2}, doubles); }),
            "bad_format: the file cannot be read: tensor a is F32, not F64");
  EXPECT_EQ(error_of([&] { (void)reader.metadata("network"); }),
            "bad_format: the file cannot be read: its metadata has no \"network\"; was it saved "
            "by Rouse?");
}

TEST(ModelFile, RefusesEveryTruncation) {
  const Bytes bytes = save_model(some_network(), some_options());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const std::span<const std::uint8_t> part(bytes.data(), length);
    const std::string message = error_of([&] { load_model(part); });
    EXPECT_EQ(message.find("bad_format: the model file"), 0U) << length << ": " << message;
  }
}

TEST(ModelFile, WithFlippedBitsFailsCleanlyOrWorks) {
  const Bytes bytes = save_model(some_network(), some_options());
  Random random(5);
  int refused = 0;
  for (int trial = 0; trial < 5000; ++trial) {
    Bytes damaged = bytes;
    for (std::uint64_t flips = random.below(3) + 1; flips > 0; --flips) {
      const auto at = random_index(random, bytes.size());
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1U << random.below(8)));
    }
    refused += error_of([&] { load_model(damaged); }).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 2000);
}

TEST(ModelFile, RefusesParametersThatAreNotNumbers) {
  const Network network = some_network();
  Bytes bytes = save_model(network, some_options());
  const float nan = std::nanf("");
  std::memcpy(bytes.data() + bytes.size() - 4, &nan, 4);  // the last layer's last threshold
  EXPECT_EQ(error_of([&] { load_model(bytes); }),
            "invalid_value: layers.2.threshold has a value that is not positive");
}

}  // namespace
}  // namespace rouse
