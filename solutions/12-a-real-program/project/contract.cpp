#include "project/contract.hpp"

#include <cstdlib>
#include <sstream>
#include <string>

namespace program {

int number_in_contract(std::string_view page, std::string_view sentence) {
  const std::string ending = ". " + std::string{sentence};
  std::istringstream lines{std::string{page}};
  for (std::string line; std::getline(lines, line);) {
    const auto digits = line.find_first_not_of("0123456789");
    if (digits != 0 && digits < line.size() && line.substr(digits) == ending) {
      return std::atoi(line.c_str());
    }
  }
  return 0;
}

}  // namespace program
