// What trainers in different memories tell each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "rouse/network.hpp"

namespace rouse {

/// Arrays on their way between two memories: the same calls write a message and read it.
class Message {
 public:
  /// To be written to `out`, whose memory is used again.
  explicit Message(std::vector<std::uint8_t>& out) : out_(&out) { out.clear(); }
  /// To be read; the bytes must outlive it.
  explicit Message(std::span<const std::uint8_t> bytes) : unread_(bytes) {}

  void pass(void* data, std::size_t bytes);
  template <typename T>
  void pass(std::span<T> values) {
    pass(values.data(), values.size_bytes());
  }
  template <typename T>
  void pass(std::vector<T>& values) {
    pass(std::span(values));
  }
  void pass(Parameters& parameters);
  /// Checks of a message that is read that nothing is left of it.
  void finish() const;
  /// Throws shape_mismatch: the message `problem`, "is 4 bytes too long".
  [[noreturn]] static void fail(const std::string& problem);

 private:
  std::vector<std::uint8_t>* out_ = nullptr;
  std::span<const std::uint8_t> unread_;
};

}  // namespace rouse
