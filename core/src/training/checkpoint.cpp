// Checkpoints: a Trainer's learned state and position as safetensors.
#include "network/spec_json.hpp"
#include "rouse/error.hpp"
#include "training/options_json.hpp"
#include "training/parameter_tensors.hpp"
#include "training/trainer_state.hpp"

namespace rouse {
namespace {

constexpr const char* format = "rouse-checkpoint-1";

struct Position {
  std::uint32_t epoch = 0;
  std::uint32_t batch = 0;
  std::uint32_t testing = 0;
  std::uint32_t epoch_is_over = 0;
  std::uint64_t adam_steps = 0;
};

template <typename Fields>
void describe(Fields& fields, json::PartOf<Position> auto& position) {
  fields.field("epoch", position.epoch);
  fields.field("batch", position.batch);
  fields.field("testing", position.testing);
  fields.field("epoch_is_over", position.epoch_is_over);
  fields.field("adam_steps", position.adam_steps);
}

std::string hexadecimal(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4U) text[i] = "0123456789abcdef"[value & 15U];
  return text;
}

void require_same_data(const TensorReader& reader, const char* key, const Dataset& data) {
  if (reader.metadata(key) == hexadecimal(fingerprint(data))) return;
  throw Error(ErrorCode::shape_mismatch,
              std::string("the checkpoint was made with other ") + key +
                  "; resume with the same recordings, classes and samples per class");
}

Position position_of(const TensorReader& reader) {
  return json::Reader::part_of<Position>(
      json::Value::parse(reader.metadata("position"), "the checkpoint's position"), "position");
}

}  // namespace

std::vector<std::uint8_t> Trainer::checkpoint() const {
  const State& s = *state_;
  const NetworkSpec& spec = s.course.network.spec();
  TensorWriter writer;
  writer.metadata("format", format);
  writer.metadata("network", to_json(spec));
  writer.metadata("training", to_json(s.course.options));
  writer.metadata("training data", hexadecimal(fingerprint(*s.course.train)));
  writer.metadata("test data", hexadecimal(fingerprint(*s.course.test)));
  const Position position{s.batch.epoch, s.batch.batch, s.batch.training() ? 0U : 1U,
                          s.epoch_is_over ? 1U : 0U, s.adam.steps};
  writer.metadata("position", json::Writer::object_of(position).text());
  if (s.last_epoch) writer.metadata("last_epoch", to_json(*s.last_epoch));
  write_parameters(spec, s.course.network.parameters(), "", writer);
  write_parameters(spec, s.adam.first_moment, "adam.first_moment.", writer);
  write_parameters(spec, s.adam.second_moment, "adam.second_moment.", writer);
  s.sums.write(writer);
  return writer.finish();
}

Trainer Trainer::resume(std::span<const std::uint8_t> checkpoint,
                        std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test) {
  const TensorReader reader(checkpoint, "the checkpoint");
  if (reader.metadata("format") != format) {
    throw Error(ErrorCode::bad_format, "the file is a " + reader.metadata("format") +
                                           ", not a checkpoint (" + format + ")");
  }
  const NetworkSpec spec = network_spec_from_json(reader.metadata("network"));
  const TrainingOptions options = training_options_from_json(reader.metadata("training"));
  // Parameters first: a spec that does not fit them must not make anything else of its size.
  Network network(spec, read_parameters(spec, "", reader));
  auto state =
      std::make_unique<State>(std::move(network), options, std::move(train), std::move(test));
  require_same_data(reader, "training data", *state->course.train);
  require_same_data(reader, "test data", *state->course.test);

  state->adam.first_moment = read_parameters(spec, "adam.first_moment.", reader);
  state->adam.second_moment = read_parameters(spec, "adam.second_moment.", reader);
  state->sums.read(spec, reader);

  const Position position = position_of(reader);
  state->adam.steps = position.adam_steps;
  state->batch = {position.testing != 0 ? StepReport::Phase::test : StepReport::Phase::train,
                  position.epoch, position.batch};
  state->epoch_is_over = position.epoch_is_over != 0;
  if (position.batch >= state->batch.batches(state->course)) {
    throw Error(ErrorCode::bad_format,
                "the checkpoint's position, batch " + std::to_string(position.batch) + " of " +
                    std::to_string(state->batch.batches(state->course)) + ", is impossible");
  }
  if (reader.has_metadata("last_epoch")) {
    state->last_epoch = json::report_of(
        json::Value::parse(reader.metadata("last_epoch"), "the checkpoint's report"), "last_epoch");
  }
  state->course.order_samples(position.epoch);
  return Trainer(std::move(state));
}

}  // namespace rouse
