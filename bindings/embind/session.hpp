// A trainer with what the page asks of it between two batches.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "conversions.hpp"
#include "data.hpp"
#include "rouse/training.hpp"

namespace rouse::bindings {

class Session {
 public:
  /// `spec` and `options` are JSON documents.
  static Session create(const std::string& spec, const std::string& options,
                        const SharedDataset& train, const SharedDataset& test);
  static Session resume(val checkpoint, const SharedDataset& train, const SharedDataset& test);

  val step() { return report_of(trainer_.step()); }
  /// The next batch for ShardSession::begin(), and shards of it before step(): see rouse::Trainer.
  /// `room` is a Uint8Array: where it has the message's length, the message is written there.
  val shard_task(val room) {
    trainer_.shard_task(message_);
    return written_to(room, message_);
  }
  void compute_shard(std::uint32_t number) { trainer_.compute_shard(number); }
  void take_shard(std::uint32_t number, val results) {
    trainer_.take_shard(number, vector_of<std::uint8_t>(results));
  }
  void add_milliseconds(double milliseconds) { trainer_.add_milliseconds(milliseconds); }
  /// JSON of the epoch finished last, or an empty text.
  std::string last_epoch() const;

  std::string spec() const { return to_json(trainer_.network().spec()); }
  std::string options() const { return to_json(trainer_.options()); }
  double optimiser_steps() const { return static_cast<double>(trainer_.optimiser_steps()); }
  void set_learning_rates(float weights, float thresholds) {
    trainer_.set_learning_rates(weights, thresholds);
  }

  /// A Float32Array with one threshold per neuron of the layer.
  val thresholds(std::uint32_t layer) const;
  /// Runs one recording forward; `layer` and `neuron` say whose potential is wanted. See Trace in
  /// types.ts. `label` is negative when nobody knows the class: the loss is then 0.
  val trace(val times, val channels, std::int32_t label, std::uint32_t layer, std::uint32_t neuron);
  /// The same with all that the neuron does; see Inspection in types.ts.
  val inspect(val times, val channels, std::int32_t label, std::uint32_t layer,
              std::uint32_t neuron);

  val save_model() const;
  val checkpoint() const {
    train_.film_all();
    test_.film_all();
    return array_of(trainer_.checkpoint());
  }

 private:
  Session(Trainer trainer, const SharedDataset& train, const SharedDataset& test)
      : trainer_(std::move(trainer)), train_(train), test_(test), shape_(train.get()->shape) {
    trainer_.set_supplier(supplier_of(train, test));
  }
  void require_layer(std::uint32_t layer) const;

  Trainer trainer_;
  SharedDataset train_;
  SharedDataset test_;
  SensorShape shape_;
  // Kept between calls.
  std::vector<std::uint8_t> message_;
  Binner binner_;
  SpikeRaster raster_;
  Activity activity_;
};

/// Shards of another module's session.
class ShardSession {
 public:
  static ShardSession create(const std::string& spec, const std::string& options,
                             const SharedDataset& train, const SharedDataset& test) {
    ShardWorker worker(network_spec_from_json(spec), training_options_from_json(options),
                       train.get(), test.get());
    worker.set_supplier(supplier_of(train, test));
    return ShardSession(std::move(worker));
  }
  void begin(val task) { worker_.begin(vector_of<std::uint8_t>(task)); }
  /// `room` as for Session::shard_task.
  val compute(std::uint32_t number, val room) {
    worker_.compute(number, message_);
    return written_to(room, message_);
  }

 private:
  explicit ShardSession(ShardWorker worker) : worker_(std::move(worker)) {}
  ShardWorker worker_;
  std::vector<std::uint8_t> message_;
};

}  // namespace rouse::bindings
