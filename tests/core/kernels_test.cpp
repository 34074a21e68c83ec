// The kernels against plain loops in double precision, over sizes that end in every tail.
#include <gtest/gtest.h>

#include <string>

#include "kernels/adam_kernel.hpp"
#include "kernels/event_kernels.hpp"
#include "kernels/exponential.hpp"
#include "kernels/neuron_kernels.hpp"
#include "kernels/window_kernels.hpp"
#include "reference/reference.hpp"
#include "support.hpp"

namespace rouse {
namespace {

// Around multiples of a vector (4, 8 or 16) and of a block of eight of them.
constexpr std::size_t sizes[] = {1,  2,  3,  4,  5,  7,  8,  9,  15,  16,
                                 17, 31, 32, 33, 36, 63, 64, 67, 127, 159};

std::vector<float> random_values(Random& random, std::size_t count) {
  std::vector<float> values(count);
  for (float& value : values) value = random.normal();
  return values;
}

kernels::EventRows rows_of(const SpikeRaster& raster) {
  return {raster.steps(), raster.offsets.data(), raster.columns.data(),
          raster.counts.empty() ? nullptr : raster.counts.data()};
}

/// Calls check(raster, n, random) for every number of columns and kind of raster.
template <typename F>
void for_each_case(F check) {
  for (const std::size_t n : sizes) {
    for (const float rate : {0.0F, 0.1F, 1.1F}) {
      for (const std::uint64_t most : {1U, 3U}) {
        SCOPED_TRACE(std::to_string(n) + " columns, rate " + std::to_string(rate) +
                     ", counts up to " + std::to_string(most));
        Random random(n, most, static_cast<std::uint64_t>(rate * 10));
        check(random_raster(random, 11, 13, rate, most), n, random);
      }
    }
  }
}

TEST(MultiplyEvents, EqualsTheDenseProduct) {
  for_each_case([](const SpikeRaster& raster, std::size_t n, Random& random) {
    const std::vector<float> weights = random_values(random, raster.channels * n);
    const reference::Matrix dense = reference::dense(raster);
    std::vector<double> expected(raster.steps() * n, 0.0);
    for (std::size_t t = 0; t < raster.steps(); ++t) {
      for (std::size_t c = 0; c < raster.channels; ++c) {
        for (std::size_t j = 0; j < n; ++j) {
          expected[t * n + j] += dense(t, c) * static_cast<double>(weights[c * n + j]);
        }
      }
    }
    std::vector<float> out(expected.size(), 99.0F);  // must be overwritten
    kernels::multiply_events(rows_of(raster), weights.data(), n, out.data());
    expect_near(expected, out, 5e-6, "product");
  });
}

TEST(AddOuterEvents, AddsTheDenseProduct) {
  for_each_case([](const SpikeRaster& raster, std::size_t n, Random& random) {
    const std::vector<float> rows = random_values(random, raster.steps() * n);
    std::vector<float> gradient = random_values(random, raster.channels * n);
    const reference::Matrix dense = reference::dense(raster);
    std::vector<double> expected(gradient.begin(), gradient.end());
    for (std::size_t t = 0; t < raster.steps(); ++t) {
      for (std::size_t c = 0; c < raster.channels; ++c) {
        for (std::size_t j = 0; j < n; ++j) {
          expected[c * n + j] += dense(t, c) * static_cast<double>(rows[t * n + j]);
        }
      }
    }
    kernels::add_outer_events(rows_of(raster), rows.data(), n, gradient.data());
    expect_near(expected, gradient, 5e-6, "gradient");
  });
}

/// Windows of all shapes over rows of n floats, and the matrix that they make of weights.
struct DrawnWindows {
  std::vector<kernels::Window> of_event;
  kernels::Windows windows = {};
  std::size_t weights = 0;

  DrawnWindows(Random& random, std::size_t events, std::size_t n) {
    const std::size_t length = random_index(random, n) + 1;
    windows = {nullptr, 2 * length + 1, length, n / 2, length};
    for (std::size_t i = 0; i < events; ++i) {
      kernels::Window window{static_cast<std::uint32_t>(random.below(5)), 0,
                             static_cast<std::uint16_t>(random.below(3)), 1,
                             static_cast<std::uint32_t>(random.below(length) + 1)};
      if (2 * length <= n / 2) window.columns = static_cast<std::uint16_t>(random.below(2) + 1);
      const std::size_t end = window.rows * (n / 2) + window.columns * length;
      if (end > n) window.rows = 1;
      of_event.push_back(window);
    }
    windows.of_event = of_event.data();
    weights = 5 + 3 * windows.weight_row + 3 * length;
  }

  template <typename F>
  void for_connections(std::size_t event, F&& f) const {
    const kernels::Window& window = of_event[event];
    for (std::size_t r = 0; r < window.rows; ++r) {
      for (std::size_t c = 0; c < window.columns; ++c) {
        for (std::size_t j = 0; j < window.length; ++j) {
          f(window.weights + r * windows.weight_row + c * windows.weight_column + j,
            window.to + r * windows.to_row + c * windows.to_column + j);
        }
      }
    }
  }
};

TEST(Windows, AddTheDenseProductsOfTheMatrixThatTheyMake) {
  for_each_case([](const SpikeRaster& raster, std::size_t n, Random& random) {
    const DrawnWindows drawn(random, raster.channels, n);
    const std::vector<float> weights = random_values(random, drawn.weights);
    const std::vector<float> rows = random_values(random, raster.steps() * n);
    std::vector<float> out = random_values(random, raster.steps() * n);
    std::vector<float> gradient = random_values(random, drawn.weights);
    const reference::Matrix dense = reference::dense(raster);
    std::vector<double> expected(out.begin(), out.end());
    std::vector<double> expected_gradient(gradient.begin(), gradient.end());
    for (std::size_t t = 0; t < raster.steps(); ++t) {
      for (std::size_t event = 0; event < raster.channels; ++event) {
        drawn.for_connections(event, [&](std::size_t weight, std::size_t j) {
          expected[t * n + j] += dense(t, event) * static_cast<double>(weights[weight]);
          expected_gradient[weight] += dense(t, event) * static_cast<double>(rows[t * n + j]);
        });
      }
    }
    kernels::add_windows(rows_of(raster), drawn.windows, weights.data(), n, out.data());
    expect_near(expected, out, 5e-6, "product");
    kernels::add_outer_windows(rows_of(raster), drawn.windows, rows.data(), n, gradient.data());
    expect_near(expected_gradient, gradient, 5e-6, "gradient");
  });
}

TEST(AddProduct, AddsTheDenseProduct) {
  for (const std::size_t n : sizes) {
    for (const std::size_t steps : {1U, 2U, 3U, 4U, 5U, 8U}) {
      for (const std::size_t k : {1U, 2U, 10U, 33U, 259U}) {
        Random random(n, steps, k);
        const std::vector<float> rows = random_values(random, steps * k);
        const std::vector<float> matrix = random_values(random, k * n);
        std::vector<float> out = random_values(random, steps * n);
        std::vector<double> expected(out.begin(), out.end());
        for (std::size_t t = 0; t < steps; ++t) {
          for (std::size_t i = 0; i < k; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
              expected[t * n + j] +=
                  static_cast<double>(rows[t * k + i]) * static_cast<double>(matrix[i * n + j]);
            }
          }
        }
        kernels::add_product(rows.data(), steps, k, matrix.data(), n, out.data());
        expect_near(expected, out, k > 100 ? 5e-5 : 5e-6,
                    std::to_string(steps) + "x" + std::to_string(k) + "x" + std::to_string(n));
      }
    }
  }
}

TEST(AddProduct, LeavesWhatLiesBetweenRowsAlone) {
  const std::vector<float> rows = {1.0F, 99.0F, 2.0F, 99.0F};
  const std::vector<float> matrix = {3.0F, 5.0F, 99.0F};
  std::vector<float> out = {1.0F, 1.0F, 7.0F, 1.0F, 1.0F, 7.0F};
  kernels::add_product({rows.data(), 2}, 2, 1, {matrix.data(), 3}, 2, out.data(), 3);
  EXPECT_EQ(out, (std::vector<float>{4.0F, 6.0F, 7.0F, 7.0F, 11.0F, 7.0F}));
}

/// The equations of one neuron, forward and backward, in double precision.
struct Neuron {
  std::vector<double> v, s, g, e_i;
  double threshold_gradient = 0.0;

  Neuron(const kernels::Neurons& spec, std::size_t j, std::size_t steps,
         const std::vector<float>& input, const std::vector<float>& spike_gradients)
      : v(steps), s(steps), g(steps), e_i(steps) {
    const auto r_i = static_cast<double>(spec.current_retention);
    const auto r_v = static_cast<double>(spec.membrane_retention);
    const auto theta = static_cast<double>(spec.thresholds[j]);
    double i = 0.0;
    double u = 0.0;
    for (std::size_t t = 0; t < steps; ++t) {
      i = r_i * i + static_cast<double>(input[t * spec.count + j]);
      v[t] = r_v * u + i;
      s[t] = v[t] >= theta ? 1.0 : 0.0;
      u = spec.reset == Reset::hard ? v[t] * (1.0 - s[t]) : v[t] - theta * s[t];
    }
    const bool masked = spec.reset == Reset::hard && spec.reset_gradient == ResetGradient::masked;
    double e_v = 0.0;
    double e = 0.0;
    for (std::size_t t = steps; t-- > 0;) {
      g[t] = static_cast<double>(spike_gradients[t * spec.count + j]) *
             reference::surrogate(spec.surrogate, v[t] - theta);
      e_v = g[t] + r_v * (masked ? 1.0 - s[t] : 1.0) * e_v;
      e = e_v + r_i * e;
      e_i[t] = e;
      threshold_gradient -= g[t];
    }
  }
};

kernels::Neurons neurons_of(const LayerSpec& layer, const std::vector<float>& thresholds) {
  return {thresholds.size(),    layer.current_retention, layer.membrane_retention, layer.reset,
          layer.reset_gradient, layer.surrogate,         thresholds.data()};
}

TEST(LifKernels, FollowTheEquations) {
  for (const std::size_t n : sizes) {
    if (n > 67) continue;  // neurons are walked vector by vector: blocks of eight add nothing
    for (std::size_t variant = 0; variant < 20; ++variant) {
      SCOPED_TRACE(std::to_string(n) + " neurons, variant " + std::to_string(variant));
      Random random(variant, n);
      const LayerSpec layer = random_layer(random, n);
      const std::size_t steps = variant + 1;
      std::vector<float> thresholds(n);
      for (float& threshold : thresholds) threshold = random.uniform(0.5F, 2.0F);
      const kernels::Neurons spec = neurons_of(layer, thresholds);
      const std::vector<float> input = random_values(random, steps * n);
      const std::vector<float> spike_gradients = random_values(random, steps * n);

      std::vector<float> state(2 * n);
      std::vector<float> potentials = input;
      std::vector<std::uint32_t> offsets(steps + 1);
      std::vector<std::uint32_t> columns(steps * n);
      kernels::lif_forward(spec, steps, potentials.data(), state.data(), offsets.data(),
                           columns.data());
      std::vector<float> g(steps * n);
      std::vector<float> e_i(steps * n);
      std::vector<float> threshold_gradients(n, 0.5F);
      state.assign(2 * n, 0.0F);
      kernels::lif_backward(spec, steps, spike_gradients.data(), potentials.data(), g.data(),
                            e_i.data(), threshold_gradients.data(), state.data());
      for (std::size_t j = 0; j < n; ++j) {
        const Neuron expected(spec, j, steps, input, spike_gradients);
        for (std::size_t t = 0; t < steps; ++t) {
          EXPECT_NEAR(potentials[t * n + j], expected.v[t], 1e-5);
          EXPECT_NEAR(g[t * n + j], expected.g[t], 1e-5);
          EXPECT_NEAR(e_i[t * n + j], expected.e_i[t], 1e-4);
        }
        EXPECT_NEAR(threshold_gradients[j], 0.5 + expected.threshold_gradient, 1e-4);
      }
    }
  }
}

TEST(LifKernels, GoOnWhereTheyStopped) {
  constexpr std::size_t n = 37;
  constexpr std::size_t steps = 7;
  Random random(n);
  const LayerSpec layer = random_layer(random, n);
  const std::vector<float> thresholds(n, 0.7F);
  const kernels::Neurons neurons = neurons_of(layer, thresholds);
  const std::vector<float> input = random_values(random, steps * n);
  const std::vector<float> spike_gradients = random_values(random, steps * n);
  struct Results {
    std::vector<float> potentials, g, e_i, threshold_gradients;
    std::vector<std::uint32_t> offsets, columns;
    bool operator==(const Results&) const = default;
  };
  const auto run = [&](std::size_t steps_at_once) {
    Results results{input,
                    input,
                    input,
                    std::vector<float>(n),
                    std::vector<std::uint32_t>(steps + 1),
                    std::vector<std::uint32_t>(steps * n)};
    std::vector<float> state(2 * n);
    for (std::size_t t = 0; t < steps; t += steps_at_once) {
      kernels::lif_forward(neurons, steps_at_once, results.potentials.data() + t * n, state.data(),
                           results.offsets.data() + t, results.columns.data());
    }
    state.assign(2 * n, 0.0F);
    for (std::size_t end = steps; end > 0; end -= steps_at_once) {
      const std::size_t row = (end - steps_at_once) * n;
      kernels::lif_backward(neurons, steps_at_once, spike_gradients.data() + row,
                            results.potentials.data() + row, results.g.data() + row,
                            results.e_i.data() + row, results.threshold_gradients.data(),
                            state.data());
    }
    return results;
  };
  EXPECT_EQ(run(1), run(steps));
}

TEST(FilterBackward, CommutesWithTheProduct) {
  for (const std::size_t below : sizes) {
    constexpr std::size_t steps = 9;
    constexpr std::size_t above = 6;
    SCOPED_TRACE(std::to_string(below) + " neurons below");
    Random random(below);
    LayerSpec layer = random_layer(random, above);
    layer.reset_gradient = ResetGradient::paper;
    const std::vector<float> thresholds(above, 1.0F);
    kernels::Neurons neurons = neurons_of(layer, thresholds);
    const std::vector<float> matrix = random_values(random, above * below);
    const std::vector<float> spike_gradients = random_values(random, steps * above);
    const std::vector<float> potentials = random_values(random, steps * above);
    std::vector<float> g(steps * above);
    std::vector<float> e_i(steps * above);
    std::vector<float> ignored(above);
    std::vector<float> state(2 * std::max(above, below));
    kernels::lif_backward(neurons, steps, spike_gradients.data(), potentials.data(), g.data(),
                          e_i.data(), ignored.data(), state.data());

    std::vector<float> filtered_first(steps * below);
    kernels::add_product(e_i.data(), steps, above, matrix.data(), below, filtered_first.data());
    std::vector<float> filtered_last(steps * below);
    kernels::add_product(g.data(), steps, above, matrix.data(), below, filtered_last.data());
    neurons.count = below;
    state.assign(2 * below, 0.0F);
    kernels::filter_backward(neurons, steps, filtered_last.data(), state.data());
    for (std::size_t i = 0; i < filtered_first.size(); ++i) {
      EXPECT_NEAR(filtered_first[i], filtered_last[i],
                  1e-4 * (1.0 + std::abs(static_cast<double>(filtered_first[i]))));
    }
  }
}

TEST(LifForward, FindsEachSpikeInOrder) {
  constexpr std::size_t steps = 5;
  for (const std::size_t n : sizes) {
    for (const float threshold : {-9.0F, 0.5F, 9.0F}) {  // all, some, none
      Random random(n);
      std::vector<float> potentials = random_values(random, steps * n);
      const std::vector<float> thresholds(n, threshold);
      const kernels::Neurons neurons{
          n, 0.5F, 0.5F, Reset::soft, ResetGradient::paper, {}, thresholds.data()};
      std::vector<float> state(2 * n);
      std::vector<std::uint32_t> offsets(steps + 1, 99);
      std::vector<std::uint32_t> columns(2 + steps * n);
      offsets[0] = 2;  // others were found before
      kernels::lif_forward(neurons, steps, potentials.data(), state.data(), offsets.data(),
                           columns.data());
      std::vector<std::uint32_t> expected_offsets = {2};
      std::vector<std::uint32_t> expected_columns = {0, 0};
      for (std::size_t t = 0; t < steps; ++t) {
        for (std::size_t j = 0; j < n; ++j) {
          if (potentials[t * n + j] >= threshold) {
            expected_columns.push_back(static_cast<std::uint32_t>(j));
          }
        }
        expected_offsets.push_back(static_cast<std::uint32_t>(expected_columns.size()));
      }
      columns.resize(offsets[steps]);
      EXPECT_EQ(offsets, expected_offsets) << n;
      EXPECT_EQ(columns, expected_columns) << n;
    }
  }
}

/// What kernels::collect_rows() takes, at its place, and 0 elsewhere.
std::vector<float> collected(const std::vector<float>& rows, std::size_t n, float unit,
                             std::vector<float> phases) {
  const std::size_t steps = rows.size() / n;
  std::vector<std::uint32_t> offsets(steps + 1, 99);
  std::vector<std::uint32_t> columns(steps * n);
  std::vector<float> values(steps * n);
  kernels::collect_rows(rows.data(), steps, n, unit, phases.data(), offsets.data(), columns.data(),
                        values.data());
  std::vector<float> taken(steps * n, 0.0F);
  EXPECT_EQ(offsets[0], 0U);
  for (std::size_t t = 0; t < steps; ++t) {
    for (std::size_t i = offsets[t]; i < offsets[t + 1]; ++i) {
      EXPECT_TRUE(i == offsets[t] || columns[i - 1] < columns[i]);
      EXPECT_NE(values[i], 0.0F);
      taken[t * n + columns[i]] = values[i];
    }
  }
  return taken;
}

TEST(CollectRows, WithoutAUnitFindsWhatIsNotZero) {
  constexpr std::size_t steps = 5;
  for (const std::size_t n : sizes) {
    Random random(n);
    std::vector<float> rows = random_values(random, steps * n);
    for (float& value : rows) value = std::max(value, 0.0F);
    std::fill(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(n), 0.0F);  // an empty step
    rows.back() = -1e-37F;
    EXPECT_EQ(collected(rows, n, 0.0F, std::vector<float>(n, 0.0F)), rows) << n;
  }
}

TEST(CollectRows, TakesAnEntryWhereItsColumnsPhaseReachesOne) {
  constexpr std::size_t steps = 40;
  constexpr float unit = 1.75F;
  for (const std::size_t n : sizes) {
    Random random(n);
    const std::vector<float> rows = random_values(random, steps * n);
    std::vector<float> phases(n);
    for (float& phase : phases) phase = random.uniform();
    std::vector<float> expected(steps * n, 0.0F);
    std::vector<float> phase = phases;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const float magnitude = std::abs(rows[i]);
      phase[i % n] += std::min(1.0F, magnitude * (1.0F / unit));
      if (phase[i % n] < 1.0F) continue;
      phase[i % n] -= 1.0F;
      expected[i] = std::copysign(std::max(magnitude, unit), rows[i]);
    }
    EXPECT_EQ(collected(rows, n, unit, phases), expected) << n;
  }
}

// Over all phases the mean of what is taken of an entry is the entry, small or large.
TEST(CollectRows, HasTheEntriesAsItsMean) {
  constexpr std::size_t steps = 30;
  constexpr std::size_t phases = 4000;
  Random random(11);
  std::vector<float> rows = random_values(random, steps);
  rows[3] = 9.0F;  // more than the unit: taken whatever the phase
  rows[4] = 0.0F;
  std::vector<double> sums(steps, 0.0);
  for (std::size_t i = 0; i < phases; ++i) {
    const float phase = static_cast<float>(i) / static_cast<float>(phases);
    const std::vector<float> drawn = collected(rows, 1, 4.0F, {phase});
    for (std::size_t t = 0; t < steps; ++t) sums[t] += static_cast<double>(drawn[t]);
  }
  for (std::size_t t = 0; t < steps; ++t) {
    EXPECT_NEAR(sums[t] / static_cast<double>(phases), static_cast<double>(rows[t]), 0.003) << t;
  }
}

TEST(SpreadRuns, BringsOrAddsEachRunAndNothingElse) {
  constexpr std::size_t runs = 5;
  for (const std::size_t length : sizes) {
    Random random(length);
    const std::vector<float> from = random_values(random, 3 * length);
    // One entry for each float of `to`, of which the first of a run counts.
    const std::vector<std::size_t> places = {2, 0, kernels::nowhere, 1, 0};
    std::vector<std::uint32_t> firsts(runs * length, 77);
    for (std::size_t run = 0; run < runs; ++run) {
      const bool somewhere = places[run] != kernels::nowhere;
      firsts[run * length] =
          static_cast<std::uint32_t>(somewhere ? places[run] * length : kernels::nowhere);
    }
    const std::vector<float> before = random_values(random, runs * length);
    for (const bool adds : {false, true}) {
      std::vector<float> to = before;
      kernels::spread_runs(firsts.data(), to.size(), length, from.data(), adds, to.data());
      for (std::size_t i = 0; i < to.size(); ++i) {
        const std::size_t place = places[i / length];
        const float brought = place == kernels::nowhere ? 0.0F : from[place * length + i % length];
        EXPECT_EQ(to[i], adds ? before[i] + brought : brought) << length << ", " << i;
      }
    }
  }
}

TEST(AdamUpdate, FollowsTheEquations) {
  const kernels::AdamCoefficients c{0.9F, 0.99F, 0.01F, 1.5F, 1e-6F};
  for (const std::size_t n : sizes) {
    Random random(n);
    const std::vector<float> g = random_values(random, n);
    std::vector<float> first = random_values(random, n);
    std::vector<float> second = random_values(random, n);
    for (float& value : second) value = std::abs(value);
    std::vector<float> parameters = random_values(random, n);
    std::vector<double> m(first.begin(), first.end());
    std::vector<double> v(second.begin(), second.end());
    std::vector<double> p(parameters.begin(), parameters.end());
    for (std::size_t i = 0; i < n; ++i) {
      const auto gradient = static_cast<double>(g[i]);
      m[i] = 0.9 * m[i] + 0.1 * gradient;
      v[i] = 0.99 * v[i] + 0.01 * gradient * gradient;
      p[i] -= 0.01 * m[i] / (std::sqrt(v[i]) * 1.5 + 1e-6);
    }
    kernels::adam_update(c, n, g.data(), first.data(), second.data(), parameters.data());
    expect_near(m, first, 5e-6, "first moment");
    expect_near(v, second, 5e-6, "second moment");
    expect_near(p, parameters, 5e-6, "parameters");
  }
}

TEST(SurrogateValue, EqualsTheReferenceAndIsBounded) {
  for (const SurrogateKind kind :
       {SurrogateKind::exponential, SurrogateKind::fast_sigmoid, SurrogateKind::arctan,
        SurrogateKind::triangular, SurrogateKind::boxcar}) {
    const SurrogateSpec spec{kind, 1.5F, 2.0F, 0.001F};
    for (const float x : {-50.0F, -2.0F, -0.3F, 0.0F, 1.0F, 2.0F, 2.1F, 300.0F}) {
      EXPECT_NEAR(surrogate_value(spec, x), reference::surrogate(spec, static_cast<double>(x)),
                  1e-6);
    }
  }
}

TEST(LifForward, SpikesAtTheThresholdExactly) {
  const float threshold = 1.25F;
  const kernels::Neurons neuron{1, 0.5F, 0.5F, Reset::soft, ResetGradient::paper, {}, &threshold};
  std::vector<float> potentials = {1.25F, 0.0F, 0.0F};
  std::vector<float> state(2);
  std::vector<std::uint32_t> offsets(4);
  std::vector<std::uint32_t> columns(3);
  kernels::lif_forward(neuron, 3, potentials.data(), state.data(), offsets.data(), columns.data());
  // i: 1.25, 0.625, 0.3125; reset to 0 after the first step.
  EXPECT_EQ(potentials, (std::vector<float>{1.25F, 0.625F, 0.625F}));
  EXPECT_EQ(offsets, (std::vector<std::uint32_t>{0, 1, 1, 1}));
}

double units_in_the_last_place(float value, double exact) {
  const double unit =
      static_cast<double>(std::nextafter(value, HUGE_VALF)) - static_cast<double>(value);
  return std::abs(static_cast<double>(value) - exact) / unit;
}

TEST(Exponential, IsAccurateToTheLastPlaces) {
  double worst = 0.0;
  double worst_of_both_signs = 0.0;
  for (float x = 0.0F; x < 87.0F; x += 0.00037F) {
    const auto exact = static_cast<double>(x);
    worst = std::max(worst, units_in_the_last_place(kernels::exp_negative(x), std::exp(-exact)));
    worst_of_both_signs = std::max(
        worst_of_both_signs, units_in_the_last_place(kernels::exponential(x), std::exp(exact)));
  }
  EXPECT_LT(worst, 3.0);
  EXPECT_LT(worst_of_both_signs, 4.0);
  EXPECT_EQ(kernels::exp_negative(0.0F), 1.0F);
  EXPECT_EQ(kernels::exp_negative(88.0F), kernels::exp_negative(1e30F));
}

}  // namespace
}  // namespace rouse
