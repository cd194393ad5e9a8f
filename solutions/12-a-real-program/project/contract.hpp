/// @file
/// The contract on a chapter's page, whose sentences are the tests' names.
#pragma once

#include <string_view>

namespace program {

/// The number of the sentence on the page, which has it in a line such as
/// "12. a receive waits"; 0 where the page does not have it.
[[nodiscard]] int number_in_contract(std::string_view page,
                                     std::string_view sentence);

}  // namespace program
