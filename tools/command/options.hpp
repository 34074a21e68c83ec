// Options of a command: registered in groups with their help, parsed by CLI11, refused in one line.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "values.hpp"

namespace rouse::command {

/// One of the words after `rouse`: its options, and what to do once they are parsed.
struct Command {
  CLI::App* app = nullptr;
  std::function<int()> run;  ///< returns the exit status
};

/// Adds a command to `root`; `examples` ends its help.
CLI::App* add_command(CLI::App& root, const std::string& name, const std::string& description,
                      const std::string& examples);

/// Adds --help, last of all, where the help lists it.
void add_help(CLI::App& app);

/// Adds options to a command, group after group.
class Options {
 public:
  explicit Options(CLI::App& app) : app_(&app) {}

  void group(const std::string& title) { group_ = title; }

  /// An option with a value. `unit` stands for the value in the help, where `otherwise` says what
  /// holds without the option.
  void add(const std::string& name, const std::string& unit, const std::string& help,
           const std::string& otherwise, std::function<void(const std::string&)> use);

  /// An option whose value goes to `target`, which holds the default.
  template <typename T>
  void add(const std::string& name, const std::string& unit, const std::string& help, T& target) {
    add(name, unit, help, format(target),
        [name, &target](const std::string& text) { target = parse<T>(name, text); });
  }

  void flag(const std::string& name, const std::string& help, bool& target);

 private:
  CLI::App* app_;
  std::string group_;
};

/// Throws UsageError for arguments of `app` that nothing has used, with the option that may have
/// been meant.
void refuse_unknown(const CLI::App& app);

/// The candidate that `word` may be a misspelling of, or nothing.
std::string closest(const std::string& word, const std::vector<std::string>& candidates);

/// A parser's complaint in the words of UsageError.
std::string in_words(const CLI::ParseError& error);

}  // namespace rouse::command
