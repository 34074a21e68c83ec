// A run that was stopped, saved, loaded and resumed against one that never stopped.
#include <gtest/gtest.h>

#include <optional>

#include "runs.hpp"

namespace rouse {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int steps_per_epoch = 8;                              // 5 of training, 3 of testing
constexpr int steps_of_three_epochs = 3 + 3 * steps_per_epoch;  // with the pass before them

/// All that can be seen of a trainer, as bytes.
Bytes state_of(const Trainer& trainer) { return trainer.checkpoint(); }

Trainer resume(const TrainingRun& run, const Bytes& bytes) {
  return Trainer::resume(bytes, run.train, run.test);
}

TrainingRun run_with_every_option() {
  TrainingRun run = small_run();
  run.spec.layers[0].thresholds = ThresholdMode::per_layer;
  run.spec.layers[1].weight_step = 0.03125F;
  run.spec.layers[1].surrogate = {SurrogateKind::triangular, 1.0F, 2.0F, 0.01F};
  run.spec.layers[2].thresholds = ThresholdMode::fixed;
  run.options.firing_rate = {1.0F, 0.05F, 0.2F};
  run.options.adam.learning_rate_decay = 0.7F;
  run.options.loss.kind = LossKind::cross_entropy;
  run.options.gradient_thinning = 4;
  run.options.seed = UINT64_MAX;  // JSON must not round it
  return run;
}

TrainingRun run_with_cells() {
  TrainingRun run = small_run();
  run.spec.readout = Readout::mean_potential;
  run.spec.layers[0].recurrence = Recurrence::others;
  run.spec.layers[1].adaptation = {AdaptationKind::current, 0.75F, 0.25F, 0.125F};
  run.spec.layers[1].retentions = RetentionMode::per_neuron;
  run.spec.layers[1].dropout = 0.25F;
  run.spec.layers[2].maximum_delay = 3;
  run.options.adam.retention_learning_rate = 0.02F;
  run.options.adam.delay_learning_rate = 0.5F;
  return run;
}

TEST(Checkpoint, ResumedAnywhereGoesOnBitByBit) {
  for (const TrainingRun& run : {small_run(), run_with_every_option(), run_with_cells()}) {
    // What each step reports, and what the whole state is after it.
    std::vector<StepReport> reports;
    std::vector<Bytes> states;
    std::vector<std::string> epochs;
    Trainer uninterrupted = run.trainer();
    states.push_back(state_of(uninterrupted));
    for (int step = 0; step < steps_of_three_epochs; ++step) {
      reports.push_back(uninterrupted.step());
      uninterrupted.add_milliseconds(0.25 * step);
      states.push_back(state_of(uninterrupted));
      if (reports.back().epoch_finished) epochs.push_back(to_json(*uninterrupted.last_epoch()));
    }
    ASSERT_EQ(epochs.size(), 4U);

    for (int stop = 0; stop <= steps_of_three_epochs; ++stop) {
      SCOPED_TRACE("stopped after step " + std::to_string(stop));
      Trainer resumed = resume(run, states[static_cast<std::size_t>(stop)]);
      EXPECT_EQ(state_of(resumed), states[static_cast<std::size_t>(stop)]);
      for (int step = stop; step < steps_of_three_epochs; ++step) {
        const StepReport report = resumed.step();
        resumed.add_milliseconds(0.25 * step);
        const StepReport& expected = reports[static_cast<std::size_t>(step)];
        EXPECT_EQ(report.loss, expected.loss);
        EXPECT_EQ(report.correct, expected.correct);
        EXPECT_EQ(report.batch, expected.batch);
        EXPECT_EQ(report.epoch, expected.epoch);
        EXPECT_EQ(report.phase, expected.phase);
        if (report.epoch_finished) {
          EXPECT_EQ(to_json(*resumed.last_epoch()), epochs[report.epoch]);
        }
      }
      EXPECT_TRUE(state_of(resumed) == states.back());
    }
  }
}

TEST(Checkpoint, WorksWithoutTestSamplesAndKeepsChangedLearningRates) {
  TrainingRun run = small_run();
  run.test = nullptr;
  Trainer trainer = run.trainer();
  for (int step = 0; step < 7; ++step) trainer.step();
  trainer.set_learning_rates(0.5F, 0.25F);
  Trainer resumed = resume(run, trainer.checkpoint());
  EXPECT_EQ(resumed.options().adam.learning_rate, 0.5F);
  for (int step = 0; step < 7; ++step) {
    trainer.step();
    resumed.step();
  }
  EXPECT_TRUE(state_of(resumed) == state_of(trainer));
}

TEST(Checkpoint, RefusesOtherData) {
  const TrainingRun run = small_run();
  const Bytes bytes = run.trainer().checkpoint();
  TrainingRun other = run;
  other.train = shared(small_dataset(23, 3, 5));
  EXPECT_EQ(error_of([&] { resume(other, bytes); }),
            "shape_mismatch: the checkpoint was made with other training data; resume with the "
            "same recordings, classes and samples per class");
  other = run;
  other.test = nullptr;
  EXPECT_EQ(error_of([&] { resume(other, bytes); }),
            "shape_mismatch: the checkpoint was made with other test data; resume with the same "
            "recordings, classes and samples per class");
  other.train = nullptr;
  EXPECT_NE(error_of([&] { resume(other, bytes); }), "");
}

TEST(Checkpoint, RefusesAModel) {
  const TrainingRun run = small_run();
  Bytes bytes = run.trainer().checkpoint();
  const std::string format = "rouse-checkpoint-1";
  const auto at = std::search(bytes.begin(), bytes.end(), format.begin(), format.end());
  ASSERT_NE(at, bytes.end());
  *(at + 17) = '9';
  EXPECT_EQ(error_of([&] { resume(run, bytes); }),
            "bad_format: the file is a rouse-checkpoint-9, not a checkpoint (rouse-checkpoint-1)");
}

/// The checkpoint with a text of its header replaced by another one, filled up with spaces.
Bytes with_text(Bytes bytes, const std::string& from, const std::string& to) {
  const auto at = std::search(bytes.begin(), bytes.end(), from.begin(), from.end());
  EXPECT_NE(at, bytes.end()) << from;
  EXPECT_GE(from.size(), to.size());
  if (at == bytes.end() || from.size() < to.size()) return {};
  std::fill(std::copy(to.begin(), to.end(), at), at + static_cast<std::ptrdiff_t>(from.size()),
            std::uint8_t{' '});
  return bytes;
}

TEST(Checkpoint, RefusesAnImpossiblePosition) {
  const TrainingRun run = small_run();
  Trainer trainer = run.trainer();
  trainer.step();
  const Bytes bytes = trainer.checkpoint();
  EXPECT_EQ(error_of([&] {
              resume(run, with_text(bytes, R"(\"batch\":1,\"testing)", R"(\"batch\":3,\"testing)"));
            }),
            "bad_format: the checkpoint's position, batch 3 of 3, is impossible");
}

// The header says 65536 neurons, the file has the tensors of 12: nothing of the claimed size may be
// allocated before that is noticed.
TEST(Checkpoint, ComparesSizesBeforeItMakesAnything) {
  const TrainingRun run = small_run();
  const Bytes bytes =
      with_text(run.trainer().checkpoint(), R"(\"neurons\":12,\"current_retention\":0.75,)",
                R"(\"neurons\":65536,)");
  EXPECT_EQ(error_of([&] { resume(run, bytes); }),
            "shape_mismatch: the checkpoint: tensor layers.0.weight has shape (60, 12); the "
            "network needs (60, 65536)");
}

TEST(Checkpoint, RefusesEveryTruncation) {
  const TrainingRun run = small_run();
  Trainer trainer = run.trainer();
  for (int step = 0; step < 5; ++step) trainer.step();
  const Bytes bytes = trainer.checkpoint();
  for (std::size_t length = 0; length < bytes.size(); length += length < 300 ? 1 : 41) {
    const std::string message = error_of([&] {
      resume(run, Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)));
    });
    EXPECT_EQ(message.find("bad_format: the checkpoint"), 0U) << length << ": " << message;
  }
}

// Flipped bits either make an error or go unnoticed in a number; nothing else may happen, not even
// in the steps that follow.
TEST(Checkpoint, WithFlippedBitsFailsCleanlyOrWorks) {
  const TrainingRun run = small_run();
  Trainer trainer = run.trainer();
  for (int step = 0; step < 10; ++step) trainer.step();
  const Bytes bytes = trainer.checkpoint();
  const std::size_t header = bytes[0] + 256U * bytes[1] + 8;
  Random random(11);
  int refused = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    Bytes damaged = bytes;
    for (std::uint64_t flips = random.below(3) + 1; flips > 0; --flips) {
      // Mostly the header, where structure is.
      const auto at = random_index(random, random.below(4) == 0 ? bytes.size() : header);
      damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1U << random.below(8)));
    }
    const std::string message = error_of([&] {
      Trainer resumed = resume(run, damaged);
      if (trial % 16 != 0) return;
      for (int step = 0; step < 4; ++step) resumed.step();
    });
    refused += message.empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 1500);
}

}  // namespace
}  // namespace rouse
