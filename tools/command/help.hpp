// The help's layout: options in two columns that are wrapped to 80 characters.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace rouse::command {

/// "rouse train" for the command train.
std::string full_name(const CLI::App& app);

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override;
  std::string make_usage(const CLI::App* app, std::string name) const override;
  std::string make_option(const CLI::Option* option, bool is_positional) const override;
  std::string make_subcommand(const CLI::App* command) const override;
  std::string make_description(const CLI::App* app) const override;
};

}  // namespace rouse::command
