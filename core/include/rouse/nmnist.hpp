// N-MNIST recordings (Orchard et al. 2015): 34x34 pixels, two polarities, three saccades of 100 ms.
//
// A recording is a `.bin` file (the same layout as SLAYER's `.bs2`): five bytes an event, big
// endian: x 8 bits, y 8 bits, polarity 1 bit, time in µs 23 bits. Releases are trees
// `Train/<digit>/<index>.bin`, packed as Train.zip and Test.zip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rouse/dataset.hpp"

namespace rouse {

inline constexpr SensorShape nmnist_shape{34, 34, 2};
inline constexpr std::uint32_t nmnist_classes = 10;

/// What a reader could use and what it had to leave out.
struct NmnistRecording {
  EventStream events;
  std::vector<std::string> warnings;
};

/// Reads the bytes of one recording. `name` is used in messages.
/// Throws bad_format, naming file and offset, when the bytes are fewer than one event, or when more
/// than 1 in 100 events lie outside 34x34 or go back in time by more than 1 ms. Fewer are left out
/// (outside) or sorted (time), counted in a warning; so is a last event that is cut short.
NmnistRecording read_nmnist(std::span<const std::uint8_t> bytes, const std::string& name);

/// The digit that a path's last folder names ("Train/7/00012.bin" -> 7), or -1.
int nmnist_label(std::string_view path);

/// True for names that end in .bin or .bs2, whatever their case, and are not hidden or resource
/// forks of an archive ("__MACOSX/...", "._x.bin").
bool is_nmnist_path(std::string_view path);

/// Collects the recordings of a folder, an archive or single files, one at a time, so that the
/// caller can read entry by entry and stop when it has enough.
class NmnistCollector {
 public:
  /// `source` names the whole in messages (a folder, a zip). `selection.classes` and
  /// `selection.per_class` limit what is kept (first come, first kept; the seed is not used here).
  explicit NmnistCollector(std::string source, Selection selection = {});

  /// True when a recording at this path would be kept: the caller need not read others.
  bool wants(std::string_view path) const;
  /// True when every selected class has its per_class number.
  bool full() const;
  /// Adds one recording; a label is taken from its path. A recording that cannot be used becomes
  /// a warning, and is counted.
  void add(std::string_view path, std::span<const std::uint8_t> bytes);
  /// Adds one recording whose digit the caller knows.
  void add(std::string_view path, std::span<const std::uint8_t> bytes, std::uint32_t label);
  std::size_t size() const { return dataset_.size(); }

  /// The collected dataset. Throws no_recordings, with the first reasons, when nothing is usable.
  Dataset finish();

 private:
  bool wants(std::uint32_t label) const;
  void warn(std::string warning);

  std::string source_;
  Selection selection_;
  Dataset dataset_;
  std::vector<std::uint32_t> kept_;
  std::size_t unusable_ = 0;
  std::size_t unlabelled_ = 0;
  std::size_t unmentioned_ = 0;  // warnings beyond the number that people read
};

}  // namespace rouse
