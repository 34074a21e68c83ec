#include "training/message.hpp"

#include <cstring>

#include "network/parameter_table.hpp"
#include "rouse/error.hpp"

namespace rouse {

void Message::fail(const std::string& problem) {
  throw Error(ErrorCode::shape_mismatch,
              "a message between trainers " + problem +
                  "; give all of them the same network, options and data");
}

void Message::pass(void* data, std::size_t bytes) {
  if (out_ != nullptr) {
    const auto* begin = static_cast<const std::uint8_t*>(data);
    out_->insert(out_->end(), begin, begin + bytes);
    return;
  }
  if (unread_.size() < bytes) {
    fail("is " + std::to_string(bytes - unread_.size()) + " bytes short of what comes next");
  }
  if (bytes > 0) std::memcpy(data, unread_.data(), bytes);
  unread_ = unread_.subspan(bytes);
}

void Message::pass(Parameters& parameters) {
  for (LayerParameters& layer : parameters) {
    for (const ParameterTensor& tensor : parameter_tensors) pass(layer.*tensor.values);
  }
}

void Message::finish() const {
  if (!unread_.empty()) fail("is " + std::to_string(unread_.size()) + " bytes too long");
}

}  // namespace rouse
