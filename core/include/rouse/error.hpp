// The one exception type of the library, and the codes that every language binding shares.
#pragma once

#include <stdexcept>
#include <string>

namespace rouse {

/// What kind of thing went wrong. The names are the same in C++, in JSON and in JavaScript.
enum class ErrorCode {
  invalid_value,   ///< an option or argument outside its valid range
  bad_format,      ///< bytes that are not what their format says
  no_recordings,   ///< a folder, archive or selection in which nothing usable was found
  shape_mismatch,  ///< a model, checkpoint or dataset that does not fit the other one
  unsupported,     ///< a network of a kind that this program was built without
};

/// The code's name as bindings and JSON spell it, for example "bad_format".
const char* name_of(ErrorCode code);

/// Thrown by every function of the library that can fail. The message names the value, where it
/// was found and the remedy, and is written for the person in front of the screen.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace rouse
