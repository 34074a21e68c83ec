// An artificial cochlea: sound in, spikes of 700 channels out, piece by piece as the sound comes.
//
// After B. Cramer, Y. Stradmann, J. Schemmel and F. Zenke, "The Heidelberg spiking data sets for
// the systematic evaluation of spiking neural networks" (2020): a basilar membrane (Sieroka, Dosch
// and Rupp 2006), an inner hair cell at each of 700 places (Meddis 1986, 1988), and a bushy cell
// that hears 40 fibres of each. Channel 0 hears the highest tones, channel 699 the lowest, as in
// the recordings. Simplified where it does not show:
// - Each place of the membrane is a filter of six poles and a notch, fitted within 2.5 dB to the
//   paper's response from four octaves below its peak to one above; phases are the filter's own.
//   Low places are computed at an eighth of the sound's rate.
// - The recordings hear a tone more than an octave nearer to the base than the paper's equations
// say
//   (an /s/ excites channels 50 to 150). The channels' frequencies follow the recordings.
// - The 40 fibres of a bushy cell are a Gaussian number of spikes of the same mean and variance;
//   their refractory time lowers the mean at once.
// - The paper scales a word to a root mean square of 0.3 and fades it in and out first, which
//   fade_word() does. What is heard live comes as it is.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "rouse/events.hpp"

namespace rouse {

/// Samples of sound per second, the only rate that a cochlea takes.
inline constexpr std::uint32_t cochlea_sample_rate = 32000;
inline constexpr std::uint32_t cochlea_channels = 700;

struct CochleaOptions {
  std::uint32_t sample_rate = cochlea_sample_rate;  ///< of the sound, per second
  std::uint64_t seed = 1;                           ///< of the fibres' noise
};

/// The tone that excites a channel most, in Hz: 13.8 kHz (channel 0) down to 72 Hz.
float cochlea_frequency(std::uint32_t channel);

/// Hears one sound. Keeps state from piece to piece.
class Cochlea {
 public:
  /// Throws invalid_value for another sample rate.
  explicit Cochlea(const CochleaOptions& options = {});
  ~Cochlea();
  Cochlea(Cochlea&&) noexcept;
  Cochlea& operator=(Cochlea&&) noexcept;

  /// Hears what comes next and appends the spikes that it causes, ascending in time and channel;
  /// `t` in µs since the beginning, the channels those of shd_shape. Words of a root mean square of
  /// 0.3 are loud as in the recordings. The spikes are the same however the sound is cut: a piece
  /// is heard up to a multiple of 0.25 ms, the rest with the next one. At most 2^32 µs (71 minutes)
  /// can be heard.
  /// Throws invalid_value, before anything is heard, for samples that are not finite or beyond
  /// ±1000, and when the sound gets too long.
  void hear(std::span<const float> samples, EventStream& spikes);

  /// Forgets all that was heard.
  void reset();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Scales a word to a root mean square of 0.3 and fades it in and out within 30 ms (a Hann window),
/// as the paper does. Silence stays silent.
void fade_word(std::vector<float>& samples);

}  // namespace rouse
