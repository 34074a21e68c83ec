#include <string>
#include <utility>

#include "training/shard.hpp"

namespace rouse {

struct ShardWorker::State {
  State(Network initial, const TrainingOptions& options, std::shared_ptr<const Dataset> train,
        std::shared_ptr<const Dataset> test)
      : course(std::move(initial), options, std::move(train), std::move(test)), shard(course) {}

  Course course;
  Shard shard;
  Batch batch;
};

ShardWorker::ShardWorker(NetworkSpec spec, const TrainingOptions& options,
                         std::shared_ptr<const Dataset> train, std::shared_ptr<const Dataset> test)
    : state_(std::make_unique<State>(Network(std::move(spec)), options, std::move(train),
                                     std::move(test))) {}
ShardWorker::~ShardWorker() = default;
ShardWorker::ShardWorker(ShardWorker&&) noexcept = default;
ShardWorker& ShardWorker::operator=(ShardWorker&&) noexcept = default;

void ShardWorker::set_supplier(Supplier supplier) { state_->course.supplier = std::move(supplier); }

void ShardWorker::begin(std::span<const std::uint8_t> task) {
  auto& [course, shard, held] = *state_;
  Message message(task);
  Batch batch;
  message.pass(std::span(&batch, 1));
  if (batch.batch >= batch.batches(course)) {
    Message::fail("is about batch " + std::to_string(batch.batch) + " of " +
                  std::to_string(batch.batches(course)));
  }
  message.pass(course.network.mutable_parameters());
  message.finish();
  course.network.parameters_changed();
  if (course.order.empty() || batch.epoch != held.epoch) course.order_samples(batch.epoch);
  held = batch;
}

void ShardWorker::compute(std::size_t number, std::vector<std::uint8_t>& results) {
  auto& [course, shard, batch] = *state_;
  const std::size_t shards = course.options.shards;
  require_shard(number, shards);
  shard.run(course, batch, number, shards);
  Message message(results);
  shard.pass(course, batch, number, shards, message);
}

}  // namespace rouse
