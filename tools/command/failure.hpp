// How a command ends when it cannot do what it was asked to.
#pragma once

#include <stdexcept>
#include <string>

namespace rouse::command {

/// Exit statuses of the command. An interrupted run ends with 128 + the signal's number.
enum Status { success = 0, failed = 1, misused = 2 };

/// Options, paths or data that cannot be used as given: one line on stderr, exit status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Results that could not be written although all had looked well: exit status 1.
class OutputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The text with control characters replaced, so that a strange path cannot break the one line.
std::string one_line(std::string text);

/// Prints "rouse NAME: MESSAGE" to stderr.
void complain(const std::string& name, const std::string& message);

}  // namespace rouse::command
